-- Token bucket: tokens in units of 1 / period, and their time in us. See TokenBucket.java.
-- KEYS[1]: the count of one key of a limit. ARGV: permits, period (us), burst, wanted; in tests the time (us) as well.
-- Answers granted, remaining, us until a permit is there again (0 when one remains), us until all are.
local permits, period, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local now = tonumber(ARGV[5])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end
local most = burst * period
local level = most
local state = redis.call('GET', KEYS[1])
if state then
  local tokens, at = string.match(state, '^(%d+) (%d+)$')
  local passed = math.min(math.max(now - tonumber(at), 0), math.floor(most / permits) + 1)
  level = math.min(most, tonumber(tokens) + passed * permits)
end
local available = math.floor(level / period)
local granted = math.min(wanted, available)
if granted > 0 then
  level = level - granted * period
  local ttl = math.floor((most - level) / permits / 1000) + 2
  redis.call('SET', KEYS[1], string.format('%.0f %.0f', level, now), 'PX', ttl)
end
local remaining = available - granted
local untilNext = remaining > 0 and 0 or math.ceil((period - level) / permits)
return {granted, remaining, untilNext, math.ceil((most - level) / permits)}
