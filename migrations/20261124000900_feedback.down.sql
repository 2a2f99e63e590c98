do $migration$
begin
  drop table no_result;
  drop table objection_answer;
  drop table objection;
  drop table posting_acknowledgement;
  drop table posting;
  drop table feedback_delivery;
end $migration$;
