-- Sliding log: the time of each permit of the last period, in us. See SlidingLog.java.
-- KEYS[1]: the count of one key of a limit. ARGV: permits, period (us), burst, wanted; in tests the time (us) as well.
-- Answers granted, remaining, us until a permit is there again (0 when one remains), us until all are.
local permits, period, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local now = tonumber(ARGV[5])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end
local key = KEYS[1]
local oldest = tonumber(redis.call('LINDEX', key, 0))
while oldest and oldest <= now - period do
  redis.call('LPOP', key)
  oldest = tonumber(redis.call('LINDEX', key, 0))
end
local count = redis.call('LLEN', key)
local granted = math.min(wanted, permits - count)
if granted > 0 then
  local time = string.format('%.0f', now)
  for _ = 1, granted do
    redis.call('RPUSH', key, time)
  end
  redis.call('PEXPIRE', key, math.floor(period / 1000) + 2)
  count = count + granted
end
local remaining = permits - count
oldest = tonumber(redis.call('LINDEX', key, 0)) or now - period
local youngest = tonumber(redis.call('LINDEX', key, -1)) or now - period
return {granted, remaining, remaining > 0 and 0 or oldest + period - now, youngest + period - now}
