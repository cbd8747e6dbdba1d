namespace Examples.OptInToken;

// A sign-up is confirmed with a one-time password that was sent by e-mail: once, with the address that it belongs to, within an hour.

[Tag("email")]
public readonly partial record struct EmailAddress(string Value);

[Tag("otp")]
public readonly partial record struct Otp(string Value);

[Event("sign-up-initiated")]
public partial record SignUpInitiated(EmailAddress Email, Otp Otp, string Name);

[Event("sign-up-confirmed")]
public partial record SignUpConfirmed(EmailAddress Email, Otp Otp, string Name);

/// <summary>Two parameters: an event must carry both tags. A password that was sent to somebody else is not of this boundary.</summary>
[DecisionModel]
public partial record struct SignUp(EmailAddress Email, Otp Otp)
{
    public string? Name;
    public DateTimeOffset InitiatedAt;
    public bool IsConfirmed;

    void On(SignUpInitiated e, DateTimeOffset at) => (Name, InitiatedAt) = (e.Name, at);

    void On(SignUpConfirmed _) => IsConfirmed = true;
}

public partial record ConfirmSignUp(EmailAddress Email, Otp Otp)
{
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(60);

    [Decider]
    Decision Decide(SignUp signUp, DateTimeOffset now) =>
        signUp.Name is null ? Decision.Reject("No pending sign-up for this OTP / email address", "not-pending")
        : signUp.IsConfirmed ? Decision.Reject("OTP was already used", "used")
        : now - signUp.InitiatedAt > Validity ? Decision.Reject("OTP expired", "expired")
        : Decision.Append(new SignUpConfirmed(Email, Otp, signUp.Name));
}

public static class Example
{
    public static async Task TellAsync(Story story)
    {
        EmailAddress john = new("john@example.org"), jane = new("jane@example.org");
        await story.Store.AppendAsync([new SignUpInitiated(john, new("111111"), "John"), new SignUpInitiated(jane, new("222222"), "Jane")]);
        await story.DecideAsync("John confirms with Jane's password", new ConfirmSignUp(john, new("222222")));
        await story.DecideAsync("John confirms with his own", new ConfirmSignUp(john, new("111111")));
        await story.DecideAsync("John confirms again", new ConfirmSignUp(john, new("111111")));
        story.Pass(TimeSpan.FromMinutes(61));
        await story.DecideAsync("Jane confirms", new ConfirmSignUp(jane, new("222222")));
    }
}
