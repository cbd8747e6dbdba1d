using System.Globalization;

namespace Opossum.Typed.Testing;

/// <summary>
/// A command decided otherwise than its scenario says. The message has the history and both sides, as JSON, an event a line; of long ones
/// the ends of the history, and both sides where they differ. Any test framework takes it for a failure.
/// </summary>
/// <remarks>It shows the payloads that the test itself gave and got. No other message of these packages shows what is stored.</remarks>
public sealed class ScenarioFailedException : Exception
{
    internal ScenarioFailedException(string given, string command, DateTimeOffset now, string expected, string actual)
        : base(Text(given, command, now, Excerpt.Difference(expected, actual))) =>
        (Expected, Actual) = (expected, actual);

    /// <summary>
    /// What the scenario says: a JSON object a line, <c>{"appended":"course-defined","payload":{…}}</c>, <c>{"rejected":"course is
    /// full","code":"full"}</c> or <c>{"nothing":true}</c>.
    /// </summary>
    public string Expected { get; }

    /// <summary>What the command decided, in the same form.</summary>
    public string Actual { get; }

    private static string Text(string given, string command, DateTimeOffset now, (string Expected, string Actual) sides) =>
        string.Join('\n',
            "The command decided otherwise than expected.",
            "Given" + Indented(given.Length == 0 ? "nothing" : Excerpt.Ends(given)),
            "When, at " + now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) + Indented(command),
            "Expected" + Indented(sides.Expected),
            "Actual" + Indented(sides.Actual));

    private static string Indented(string lines) => string.Concat(lines.Split('\n').Select(static line => "\n  " + line));
}
