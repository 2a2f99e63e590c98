do $migration$
begin
  drop table research_waiver;
  drop table briefing;
  drop table research_note;
  drop table research_member;
  drop table research_group;
end $migration$;
