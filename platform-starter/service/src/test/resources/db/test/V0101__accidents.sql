-- what the database itself says to a meal, by key
create table accident (key text primary key, state text not null);

create function happen() returns trigger language plpgsql as $$
declare planned text;
begin
  select state into planned from accident where key = new.key;
  if found then
    raise exception 'an accident' using errcode = planned;
  end if;
  return new;
end $$;

create trigger happen before insert on meal for each row execute function happen();
