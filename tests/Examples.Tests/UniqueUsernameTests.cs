using Examples.UniqueUsername;
using static Examples.Tests.Scenarios;

namespace Examples.Tests;

/// <summary>The published scenarios of "unique username", by their numbers; from 6 on with a retention of three days.</summary>
public class UniqueUsernameTests
{
    private static readonly Username U1 = new("u1"), U1Changed = new("u1changed");

    [Fact]
    public void Case_1_a_name_is_claimed_once() =>
        Empty.Given(new AccountRegistered(U1)).When(new RegisterAccount(U1)).ThenRejected("claimed", "Username \"u1\" is claimed");

    [Fact]
    public void Case_2_a_name_that_nobody_had_is_free() => Empty.When(new RegisterAccount(U1)).Then(new AccountRegistered(U1));

    [Fact]
    public void Case_3_closing_the_account_frees_it() =>
        Empty.Given(new AccountRegistered(U1), new AccountClosed(U1)).When(new RegisterAccount(U1)).Then(new AccountRegistered(U1));

    [Fact]
    public void Case_4_changing_it_frees_the_old_one() =>
        Empty.Given(new AccountRegistered(U1), new UsernameChanged(U1, U1Changed))
            .When(new RegisterAccount(U1))
            .Then(new AccountRegistered(U1));

    [Fact]
    public void Case_5_and_claims_the_new_one() =>
        Empty.Given(new AccountRegistered(U1), new UsernameChanged(U1, U1Changed))
            .When(new RegisterAccount(U1Changed))
            .ThenRejected("claimed", "Username \"u1changed\" is claimed");

    [Fact]
    public void Case_6_a_name_of_a_closed_account_rests_for_three_days() => Empty
        .GivenAgo(Days(4), new AccountRegistered(U1)).GivenAgo(Days(3), new AccountClosed(U1))
        .When(new RegisterAccountWithRetention(U1)).ThenRejected("claimed", "Username \"u1\" is claimed");

    [Fact]
    public void Case_7_a_name_that_was_changed_rests_for_three_days() => Empty
        .GivenAgo(Days(4), new AccountRegistered(U1)).GivenAgo(Days(3), new UsernameChanged(U1, U1Changed))
        .When(new RegisterAccountWithRetention(U1)).ThenRejected("claimed", "Username \"u1\" is claimed");

    [Fact]
    public void Case_8_a_name_of_a_closed_account_is_free_after_four_days() => Empty
        .GivenAgo(Days(4), new AccountRegistered(U1), new AccountClosed(U1))
        .When(new RegisterAccountWithRetention(U1)).Then(new AccountRegistered(U1));

    [Fact]
    public void Case_9_a_name_that_was_changed_is_free_after_four_days() => Empty
        .GivenAgo(Days(4), new AccountRegistered(U1), new UsernameChanged(U1, U1Changed))
        .When(new RegisterAccountWithRetention(U1)).Then(new AccountRegistered(U1));

    [Fact]
    public void A_name_that_was_claimed_again_is_not_free_however_long_ago_that_was() => Empty
        .GivenAgo(Days(9), new AccountRegistered(U1), new AccountClosed(U1), new AccountRegistered(U1))
        .When(new RegisterAccountWithRetention(U1)).ThenRejected("claimed");
}
