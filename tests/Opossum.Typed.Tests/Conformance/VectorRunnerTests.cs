using Opossum.Typed.Conformance;
using Opossum.Typed.Conformance.Parsing;

namespace Opossum.Typed.Tests.Conformance;

/// <summary>The runner itself: a wrong answer fails a case, and what it does not understand it refuses.</summary>
public class VectorRunnerTests
{
    private const string Core = """{"case":"C","profile":"core"}""";
    private const string OneEvent = """{"op":"append","ev":["A[t:1]"],"x":1}""";

    [Theory]
    [InlineData("""{"op":"head","x":null}""", "line 3 head, expected an empty store, got 1")]
    [InlineData("""{"op":"read","q":["*[t:1]"],"x":[]}""", "line 3 read * [t:1], expected [], got [1]")]
    [InlineData("""{"op":"read","x":[1,2]}""", "line 3 read every event, expected [1, 2], got [1]")]
    [InlineData("""{"op":"append","ev":["B"],"x":"CONFLICT"}""", "line 3 append, expected CONFLICT, got 2")]
    [InlineData("""{"op":"append","ev":["B"],"fail":["A"],"x":2}""", "line 3 append, expected 2, got CONFLICT")]
    [InlineData("""{"op":"append","ev":["B"],"fail":["A"],"after":1,"exists":["A"],"x":"CONFLICT"}""",
        "line 3 append, expected CONFLICT, got EXISTS")]
    [InlineData("""{"op":"append","ev":["B"],"fail":["A"],"exists":["A"],"x":"EXISTS"}""", "line 3 append, expected EXISTS, got CONFLICT")]
    [InlineData("""{"op":"append","ev":[],"x":"CONFLICT"}""", "line 3 append, expected CONFLICT, got EMPTY")]
    [InlineData("""{"op":"batch","req":[{"ev":["B"],"x":2},{"ev":["C"],"x":2}]}""", "line 3 append, expected 2, got 3")]
    [InlineData("""{"op":"append","ev":["B"],"track":["s",1],"x":2}""", "no support for 'track'")]
    public async Task A_wrong_answer_fails_its_case(string step, string detail)
    {
        var (output, passed) = await RunAsync(Core, OneEvent, step);
        Assert.False(passed);
        Assert.StartsWith("fail C: in memory: ", output[0], StringComparison.Ordinal);
        Assert.Contains(detail, output[0], StringComparison.Ordinal);
        Assert.Equal("0 passed, 1 failed", output[1]);
    }

    [Fact]
    public async Task A_right_answer_passes()
    {
        var (output, passed) = await RunAsync(
            Core, OneEvent, """{"op":"read","start":"head+1","back":true,"to":1,"x":[1],"h":7,"note":"n"}""");
        Assert.True(passed);
        Assert.Equal(["pass C", "1 passed, 0 failed"], output);
    }

    [Theory]
    [InlineData("uma")]
    [InlineData("hap+core")]
    public async Task Another_stores_choice_that_we_answer_otherwise_differs_and_fails_nothing(string profile)
    {
        var (output, passed) = await RunAsync($$"""{"case":"C","profile":"{{profile}}"}""", OneEvent, """{"op":"head","x":9}""");
        Assert.True(passed);
        Assert.Equal(["differs C: line 3 head, expected 9, got 1", "0 passed, 0 failed"], output);
    }

    [Fact]
    public async Task A_position_above_the_head_differs_by_decision_in_any_case()
    {
        var append = await RunAsync(Core, OneEvent, """{"op":"append","ev":["B"],"fail":["A"],"after":2,"x":2}""");
        Assert.True(append.Passed);
        Assert.Equal(["differs C: line 3 append, expected 2, got a position above the head refused", "0 passed, 0 failed"], append.Output);

        const string Read = """{"op":"read","start":"head+2","x":[]}""";
        var read = await RunAsync(Core, OneEvent, Read);
        Assert.True(read.Passed);
        const string Note = "line 3 read every event, expected [], got a position above the head refused";
        Assert.Equal($"note: C: we decided otherwise: {Note}", read.Output[2]);
        Assert.False((await RunAsync(Core, OneEvent, Read, """{"op":"head","x":9}""")).Passed);
    }

    [Fact]
    public async Task A_lines_own_profile_wins_over_its_cases()
    {
        var ours = await RunAsync(Core, """{"op":"head","x":9,"profile":"uma"}""", OneEvent);
        Assert.Equal(
            ["pass C", "1 passed, 0 failed", "note: C: another store's choice differs: line 2 head, expected 9, got an empty store"],
            ours.Output);
        var theirs = await RunAsync("""{"case":"C","profile":"uma"}""", """{"op":"head","x":9,"profile":"core"}""");
        Assert.False(theirs.Passed);
    }

    [Fact]
    public async Task What_an_extension_may_lack_differs_and_what_it_gets_wrong_fails()
    {
        const string Extension = """{"case":"C","profile":"ext"}""";
        Assert.True((await RunAsync(Extension, """{"op":"append","ev":["B"],"track":["s",1],"x":1}""")).Passed);
        Assert.False((await RunAsync(Extension, """{"op":"head","x":1}""")).Passed);
    }

    [Theory]
    [InlineData("unknown profile 'other'", """{"case":"C","profile":"core+other"}""")]
    [InlineData("unknown key 'extra'", """{"case":"C","profile":"core","extra":1}""")]
    [InlineData("unknown op 'delete'", Core, """{"op":"delete"}""")]
    [InlineData("unknown key 'frm'", Core, """{"op":"read","frm":1,"x":[]}""")]
    [InlineData("unknown key 'op'", Core, """{"op":"batch","req":[{"op":"append","ev":["A"],"x":1}]}""")]
    [InlineData("unknown answer 'REFUSED'", Core, """{"op":"append","ev":["A"],"x":"REFUSED"}""")]
    [InlineData("the key 'x' is missing", Core, """{"op":"read"}""")]
    [InlineData("'A[t' has no closing bracket", Core, """{"op":"read","q":["A[t"],"x":[]}""")]
    [InlineData("a step before the first case", """{"op":"head","x":null}""")]
    [InlineData("no JSON object", Core, "{")]
    public void What_is_not_understood_is_refused_with_its_place(string problem, params string[] lines)
    {
        var error = Assert.Throws<VectorException>(() => VectorFile.Parse("v.jsonl", lines));
        Assert.StartsWith($"v.jsonl, line {lines.Length}: {problem}", error.Message, StringComparison.Ordinal);
    }

    private static async Task<(string[] Output, bool Passed)> RunAsync(params string[] lines)
    {
        using var output = new StringWriter();
        using var remarks = new StringWriter();
        var passed = await Report.RunAsync(VectorFile.Parse("v.jsonl", lines), output, remarks);
        return ([.. $"{output}{remarks}".Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)], passed);
    }
}
