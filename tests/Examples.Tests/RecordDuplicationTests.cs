using Examples.RecordDuplication;
using static Examples.Tests.Scenarios;

namespace Examples.Tests;

/// <summary>The published scenarios of "prevent record duplication", by their numbers.</summary>
public class RecordDuplicationTests
{
    private static readonly Scenario Ordered = Empty.Given(new OrderPlaced(new("o12345"), new("11111")));

    [Fact]
    public void Case_1_a_token_is_used_once() =>
        Ordered.When(new PlaceOrder(new("o54321"), new("11111"))).ThenRejected("re-submission", "Re-submission");

    [Fact]
    public void Case_2_another_token_is_another_order() =>
        Ordered.When(new PlaceOrder(new("o54321"), new("22222"))).Then(new OrderPlaced(new("o54321"), new("22222")));
}
