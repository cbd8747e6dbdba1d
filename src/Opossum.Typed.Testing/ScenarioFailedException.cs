using System.Globalization;

namespace Opossum.Typed.Testing;

/// <summary>
/// A command decided otherwise than its scenario says, or a row is another one. The message has the history and both sides, an event or a
/// column a line; of long ones the ends of the history, and both sides where they differ. Any test framework takes it for a failure.
/// </summary>
/// <remarks>It shows the payloads that the test itself gave and got. No other message of these packages shows what is stored.</remarks>
public sealed class ScenarioFailedException : Exception
{
    internal ScenarioFailedException(string given, string command, DateTimeOffset now, string expected, string actual)
        : base(Text(
            "The command decided otherwise than expected.",
            given,
            ["When, at " + now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) + Indented(command)],
            Excerpt.Difference(expected, actual))) =>
        (Expected, Actual) = (expected, actual);

    internal ScenarioFailedException(string what, string given, string expected, string actual)
        : base(Text(what, given, [], Excerpt.Difference(expected, actual))) =>
        (Expected, Actual) = (expected, actual);

    /// <summary>
    /// What the scenario says. Of a command a JSON object a line: <c>{"appended":"course-defined","payload":{…}}</c>,
    /// <c>{"rejected":"course is full","code":"full"}</c> or <c>{"nothing":true}</c>. Of a row a column a line, such as <c>taken: 1</c>, or
    /// <c>no row</c>.
    /// </summary>
    public string Expected { get; }

    /// <summary>What the row is, or what the command decided, in the same form.</summary>
    public string Actual { get; }

    private static string Text(string what, string given, string[] when, (string Expected, string Actual) sides) => string.Join(
        '\n',
        [
            what,
            "Given" + Indented(given.Length == 0 ? "nothing" : Excerpt.Ends(given)),
            .. when,
            "Expected" + Indented(sides.Expected),
            "Actual" + Indented(sides.Actual),
        ]);

    private static string Indented(string lines) => string.Concat(lines.Split('\n').Select(static line => "\n  " + line));
}
