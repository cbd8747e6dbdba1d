using Opossum.Typed.CrashLab.Acks;
using Opossum.Typed.CrashLab.Plan;

namespace Opossum.Typed.CrashLab.Replay;

/// <summary>The last append of each appender that has an answer. The appender had sent one more at most.</summary>
internal sealed class AnsweredAppends
{
    private readonly Dictionary<(Guid Run, int Appender), long> _last = [];

    public AnsweredAppends(Answers answers)
    {
        foreach (var ack in answers.Acknowledged) Note(ack.Append);
        foreach (var refused in answers.Refused) Note(refused.Append);
    }

    /// <summary>The one append of the same appender that may be in the log without an acknowledgement.</summary>
    public long InFlight(in AppendId append) => _last.GetValueOrDefault((append.Run, append.Appender)) + 1;

    private void Note(in AppendId append)
    {
        var key = (append.Run, append.Appender);
        _last[key] = Math.Max(_last.GetValueOrDefault(key), append.Number);
    }
}
