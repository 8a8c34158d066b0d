create table more_of_the_starter (id bigint primary key);
