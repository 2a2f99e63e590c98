-- The State Council's table for 2026: what is off, and the weekend days that are worked for it.
do $migration$
begin
  insert into calendar_day as d (day, kind, name)
  select g::date, 'off', v.name
  from (values
    (date '2026-01-01', date '2026-01-03', '元旦'),
    (date '2026-02-15', date '2026-02-23', '春节'),
    (date '2026-04-04', date '2026-04-06', '清明节'),
    (date '2026-05-01', date '2026-05-05', '劳动节'),
    (date '2026-06-19', date '2026-06-21', '端午节'),
    (date '2026-09-25', date '2026-09-27', '中秋节'),
    (date '2026-10-01', date '2026-10-07', '国庆节')
  ) as v (first, last, name), generate_series(v.first, v.last, interval '1 day') as g;

  insert into calendar_day (day, kind, name) values
    ('2026-01-04', 'worked', '元旦'), ('2026-02-14', 'worked', '春节'), ('2026-02-28', 'worked', '春节'),
    ('2026-05-09', 'worked', '劳动节'), ('2026-09-20', 'worked', '国庆节'), ('2026-10-10', 'worked', '国庆节');
end $migration$;
