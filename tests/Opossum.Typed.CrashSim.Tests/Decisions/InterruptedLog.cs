using Opossum.Typed.Tests;

namespace Opossum.Typed.CrashSim.Tests.Decisions;

/// <summary>A log in which something happens before and after a read takes its snapshot.</summary>
internal sealed class InterruptedLog(IEventLog log) : PassingLog(log)
{
    public Action? BeforeRead { get; set; }

    public Action? AfterRead { get; set; }

    public override EventReader Read(Query query, ReadOptions options = default)
    {
        var (before, after) = (BeforeRead, AfterRead);
        (BeforeRead, AfterRead) = (null, null);
        before?.Invoke();
        var reader = Below.Read(query, options);
        after?.Invoke();
        return reader;
    }
}
