using Opossum.Typed.CrashSim.Tests.Disk;

namespace Opossum.Typed.CrashSim.Tests.Faults;

/// <summary>How a call of the disk fails.</summary>
internal sealed record FaultKind(string Name, Func<int, int> Reaches, bool Forever)
{
    public static FaultKind[] All { get; } =
    [
        new("EIO", _ => 0, Forever: false),
        new("EIO from then on", _ => 0, Forever: true),
        new("ENOSPC", _ => 0, Forever: false),
        new("ENOSPC from then on", _ => 0, Forever: true),
        new("short write", asked => asked / 2, Forever: false),
        new("short write, then EIO from then on", asked => asked / 2, Forever: true),
    ];
}

/// <summary>
/// Fails the call of a number; one that goes on fails all later calls of its sort too, those that change the disk or those that read it.
/// </summary>
internal sealed class FaultPlan(int call, FaultKind kind) : IFaultPlan
{
    private bool? _failsChanges;

    /// <summary>Every call so far, by what it was for.</summary>
    public List<string> Calls { get; } = [];

    public List<InjectedFault> Injected { get; } = [];

    public bool IsOff { get; set; }

    public IFault? Next(string callName, string name)
    {
        if (IsOff) return null;
        Calls.Add($"{callName} {Role(name)}");
        var isChange = !IsRead(callName);
        if (Calls.Count == call) _failsChanges = isChange;
        if (Calls.Count != call && !(kind.Forever && _failsChanges == isChange)) return null;
        var fault = new InjectedFault($"{kind.Name} at {callName} {name}", kind.Reaches);
        Injected.Add(fault);
        return fault;
    }

    public static bool IsRead(string call) => call.Split(' ')[0] is "list" or "open" or "read" or "lock";

    private static string Role(string name) => name switch
    {
        "" => "the store's directory",
        "events" => "the segments' directory",
        "index" => "the index's directory",
        _ when name.StartsWith("index/", StringComparison.Ordinal) =>
            name.EndsWith(".tmp", StringComparison.Ordinal) ? "a run being made" : "a run",
        "store.lock" => "the lock file",
        "consumers" => "the consumers' directory",
        "tags" => "the tags' directory",
        _ when name.StartsWith("consumers/", StringComparison.Ordinal) =>
            name.EndsWith(".tmp", StringComparison.Ordinal) ? "a state file being made" : "a state file",
        _ when name.StartsWith("tags/", StringComparison.Ordinal) =>
            name.EndsWith(".tmp", StringComparison.Ordinal) ? "a tag file being made" : "a tag file",
        _ when name.EndsWith(".tmp", StringComparison.Ordinal) => "a segment being made",
        _ => "a segment",
    };
}

/// <summary>One call that failed, and the error that its caller got.</summary>
internal sealed class InjectedFault(string message, Func<int, int> reaches) : IFault
{
    public IOException Error { get; } = new(message);

    public int BytesOf(int asked) => reaches(asked);

    public void Throw() => throw Error;
}
