using Examples.OptInToken;
using static Examples.Tests.Scenarios;

namespace Examples.Tests;

/// <summary>The published scenarios of "opt-in token", by their numbers.</summary>
public class OptInTokenTests
{
    private const string NotPending = "No pending sign-up for this OTP / email address";
    private static readonly EmailAddress John = new("john.doe@example.com"), Jane = new("jane.doe@example.com");

    [Fact]
    public void Case_1_a_password_that_nobody_was_sent_confirms_nothing() =>
        Empty.When(new ConfirmSignUp(John, new("000000"))).ThenRejected("not-pending", NotPending);

    [Fact]
    public void Case_2_nor_does_one_that_somebody_else_was_sent() =>
        Empty.Given(Initiated(John, "111111")).When(new ConfirmSignUp(Jane, new("111111"))).ThenRejected("not-pending", NotPending);

    [Fact]
    public void Case_3_a_password_is_used_once() => Empty
        .Given(Initiated(John, "222222"), new SignUpConfirmed(John, new("222222"), "John Doe"))
        .When(new ConfirmSignUp(John, new("222222"))).ThenRejected("used", "OTP was already used");

    [Fact]
    public void Case_4_the_right_password_confirms() =>
        Empty.Given(Initiated(John, "444444"))
            .When(new ConfirmSignUp(John, new("444444")))
            .Then(new SignUpConfirmed(John, new("444444"), "John Doe"));

    [Fact]
    public void Case_5_as_published_with_a_password_that_nobody_was_sent() =>
        Empty.GivenAgo(Minutes(61), Initiated(John, "333333"))
            .When(new ConfirmSignUp(John, new("000000")))
            .ThenRejected("not-pending", NotPending);

    [Fact]
    public void Case_5_as_it_is_meant_with_one_that_has_expired() =>
        Empty.GivenAgo(Minutes(61), Initiated(John, "333333"))
            .When(new ConfirmSignUp(John, new("333333")))
            .ThenRejected("expired", "OTP expired");

    [Fact]
    public void A_password_is_good_for_an_hour() =>
        Empty.GivenAgo(Minutes(60), Initiated(John, "333333"))
            .When(new ConfirmSignUp(John, new("333333")))
            .Then(new SignUpConfirmed(John, new("333333"), "John Doe"));

    private static SignUpInitiated Initiated(EmailAddress email, string otp) => new(email, new(otp), "John Doe");
}
