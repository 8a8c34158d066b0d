-- GCRA: when the bucket is full again, in us and a fraction in units of 1 / permits us. See Gcra.java.
-- KEYS[1]: the count of one key of a limit. ARGV: permits, period (us), burst, wanted; in tests the time (us) as well.
-- Answers granted, remaining, us until a permit is there again (0 when one remains), us until all are.
local permits, period, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local now = tonumber(ARGV[5])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end
local most = burst * period
local full, fraction = now, 0
local state = redis.call('GET', KEYS[1])
if state then
  local us, units = string.match(state, '^(%d+) (%d+)$')
  us = tonumber(us)
  if us >= now and us - now <= math.floor(most / permits) + 1 then
    full, fraction = us, tonumber(units)
  end
end
local taken = (full - now) * permits + fraction
local available = math.max(0, math.floor((most - taken) / period))
local granted = math.min(wanted, available)
if granted > 0 then
  local units = fraction + granted * period
  full, fraction = full + math.floor(units / permits), units % permits
  taken = taken + granted * period
  redis.call('SET', KEYS[1], string.format('%.0f %.0f', full, fraction), 'PX', math.floor(taken / permits / 1000) + 2)
end
local remaining = available - granted
local untilNext = remaining > 0 and 0 or math.ceil((taken + period - most) / permits)
return {granted, remaining, untilNext, math.ceil(taken / permits)}
