namespace Examples.UniqueUsername;

// A user name belongs to one account. Closing the account or changing the name frees it; with a retention, three days after that.

[Tag("username")]
public readonly partial record struct Username(string Value);

[Event("account-registered")]
public partial record AccountRegistered(Username Username);

[Event("account-closed")]
public partial record AccountClosed(Username Username);

/// <summary>It carries the tags of both names: it is in the boundary of the one that it frees and of the one that it claims.</summary>
[Event("username-changed")]
public partial record UsernameChanged(Username OldUsername, Username NewUsername);

[DecisionModel]
public partial record struct UsernameClaim(Username Username)
{
    public bool IsClaimed;

    /// <summary>When the name was given up; null where it never was, or is claimed again.</summary>
    public DateTimeOffset? FreedAt;

    void On(AccountRegistered _) => (IsClaimed, FreedAt) = (true, null);

    void On(AccountClosed _, DateTimeOffset at) => (IsClaimed, FreedAt) = (false, at);

    void On(UsernameChanged e, DateTimeOffset at)
    {
        IsClaimed = e.NewUsername == Username;
        FreedAt = IsClaimed ? null : at;
    }

    public readonly bool IsRetained(DateTimeOffset now, int days) => FreedAt is { } at && (now - at).Days <= days;
}

public partial record RegisterAccount(Username Username)
{
    [Decider]
    Decision Decide(UsernameClaim claim) =>
        claim.IsClaimed ? Decision.Reject($"Username \"{Username}\" is claimed", "claimed")
        : Decision.Append(new AccountRegistered(Username));
}

/// <summary>The same, where a name that was given up rests for some days.</summary>
public partial record RegisterAccountWithRetention(Username Username)
{
    public const int Days = 3;

    [Decider]
    Decision Decide(UsernameClaim claim, DateTimeOffset now) =>
        claim.IsClaimed || claim.IsRetained(now, Days) ? Decision.Reject($"Username \"{Username}\" is claimed", "claimed")
        : Decision.Append(new AccountRegistered(Username));
}

public static class Example
{
    public static async Task TellAsync(Story story)
    {
        Username ada = new("ada"), countess = new("countess");
        await story.DecideAsync("'ada' is registered", new RegisterAccount(ada));
        await story.DecideAsync("somebody else wants it", new RegisterAccount(ada));
        await story.Store.AppendAsync(new UsernameChanged(ada, countess));
        await story.DecideAsync("the account is called 'countess' now; both names", new RegisterAccount(countess));
        await story.DecideAsync("'ada' rests", new RegisterAccountWithRetention(ada));
        story.Pass(TimeSpan.FromDays(4));
        await story.DecideAsync("'ada' is free", new RegisterAccountWithRetention(ada));
    }
}
