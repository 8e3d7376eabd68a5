-- By which numbers the organization knows the customer that a person charges for; sessions show them in place of their station's.
alter table users
    add column customer_number text check (char_length(customer_number) between 1 and 100),
    add column reference_number text check (char_length(reference_number) between 1 and 100);
