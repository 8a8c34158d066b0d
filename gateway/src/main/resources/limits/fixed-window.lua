-- Fixed window: the number of the window and its count. See FixedWindow.java.
-- KEYS[1]: the count of one key of a limit. ARGV: permits, period (us), burst, wanted; in tests the time (us) as well.
-- Answers granted, remaining, us until a permit is there again (0 when one remains), us until all are.
local permits, period, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local now = tonumber(ARGV[5])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end
local window, count = math.floor(now / period), 0
local state = redis.call('GET', KEYS[1])
if state then
  local number, counted = string.match(state, '^(%d+) (%d+)$')
  if tonumber(number) == window then
    count = tonumber(counted)
  end
end
local granted = math.min(wanted, permits - count)
local untilEnd = (window + 1) * period - now
if granted > 0 then
  count = count + granted
  local ttl = math.floor(untilEnd / 1000) + 2
  redis.call('SET', KEYS[1], string.format('%.0f %.0f', window, count), 'PX', ttl)
end
local remaining = permits - count
return {granted, remaining, remaining > 0 and 0 or untilEnd, count == 0 and 0 or untilEnd}
