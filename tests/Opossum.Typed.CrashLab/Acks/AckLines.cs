using System.Globalization;
using Opossum.Typed.CrashLab.Plan;

namespace Opossum.Typed.CrashLab.Acks;

/// <summary>The lines of a file of answers, written and read.</summary>
internal static class AckLines
{
    /// <summary>What a run adds to the torn last line of the one before.</summary>
    public const string TornMark = " torn";

    public static string Of(Run run) => $"run {run.Id:N} {run.Seed} {run.Appenders} {run.Batch} {(run.OnlyConditional ? 1 : 0)}\n";

    public static string Of(in Acknowledged ack) => $"ack {ack.Position} {ack.EventId:D} {ack.PayloadHash:x16} {Of(ack.Append)}\n";

    public static string Of(in Refused refused) =>
        $"refused {refused.Conflict} {refused.Guard} {refused.Seen} {refused.Head} {Of(refused.Append)}\n";

    /// <exception cref="InvalidDataException">A whole line is none of ours, or of a run that the file does not have.</exception>
    public static Answers Read(string path)
    {
        var answers = new Answers();
        var text = File.ReadAllText(path);
        var number = 0;
        for (var begin = 0; begin < text.Length;)
        {
            number++;
            var end = text.IndexOf('\n', begin);
            if (end < 0) end = text.Length;
            var line = text[begin..end];
            if (end == text.Length || line.EndsWith(TornMark, StringComparison.Ordinal)) answers.TornLines++;
            else if (!TryRead(line.Split(' '), answers))
                throw new InvalidDataException($"{path}, line {number}: '{line}' is no answer that `write` has written.");
            begin = end + 1;
        }

        return answers;
    }

    private static string Of(in AppendId append) => $"{append.Run:N} {append.Appender} {append.Number}";

    private static bool TryRead(string[] fields, Answers answers)
    {
        try
        {
            switch (fields)
            {
                case ["run", var id, var seed, var appenders, var batch, var conditional]:
                    var run = new Run(
                        Guid.ParseExact(id, "N"), (int)Number(seed), (int)Number(appenders), (int)Number(batch), Number(conditional) == 1);
                    return answers.Runs.TryAdd(run.Id, run);
                case ["ack", var position, var id, var hash, var run1, var appender, var append]:
                    answers.Acknowledged.Add(new(
                        Number(position), Guid.ParseExact(id, "D"), ulong.Parse(hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                        Append(run1, appender, append)));
                    return answers.Runs.ContainsKey(answers.Acknowledged[^1].Append.Run);
                case ["refused", var conflict, var guard, var seen, var head, var run2, var appender, var append]:
                    answers.Refused.Add(new(
                        Number(conflict), (int)Number(guard), Number(seen), Number(head), Append(run2, appender, append)));
                    return answers.Runs.ContainsKey(answers.Refused[^1].Append.Run);
                default:
                    return false;
            }
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }

    private static AppendId Append(string run, string appender, string number) =>
        new(Guid.ParseExact(run, "N"), (int)Number(appender), Number(number));

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
