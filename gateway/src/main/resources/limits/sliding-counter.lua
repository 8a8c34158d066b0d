-- Sliding counter: the number of the window, its count and that of the one before. See SlidingCounter.java.
-- KEYS[1]: the count of one key of a limit. ARGV: permits, period (us), burst, wanted; in tests the time (us) as well.
-- Answers granted, remaining, us until a permit is there again (0 when one remains), us until all are.
local permits, period, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local now = tonumber(ARGV[5])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end
local window, current, previous = math.floor(now / period), 0, 0
local state = redis.call('GET', KEYS[1])
if state then
  local number, counted, before = string.match(state, '^(%d+) (%d+) (%d+)$')
  if tonumber(number) == window then
    current, previous = tonumber(counted), tonumber(before)
  elseif tonumber(number) == window - 1 then
    previous = tonumber(counted)
  end
end
local left = period - now % period
local free = math.floor(math.max(0, (permits - current) * period - previous * left) / period)
local granted = math.min(wanted, free)
if granted > 0 then
  current = current + granted
  local ttl = math.floor((left + period) / 1000) + 2
  redis.call('SET', KEYS[1], string.format('%.0f %.0f %.0f', window, current, previous), 'PX', ttl)
end
local remaining = free - granted
local untilNext = 0
if remaining == 0 then
  local room = permits - 1 - current
  if room >= 0 and previous > 0 then
    untilNext = math.max(1, left - math.floor(room * period / previous))
  else
    untilNext = left + period - math.floor((permits - 1) * period / math.max(1, current))
  end
end
local reset = current > 0 and left + period or previous > 0 and left or 0
return {granted, remaining, untilNext, reset}
