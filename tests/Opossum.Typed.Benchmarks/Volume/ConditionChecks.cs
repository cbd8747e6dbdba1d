using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Volume;

/// <summary>
/// What a condition costs, beside the append: appends with a thousand guards against appends with one, divided by the guards between them.
/// Making the guards is the caller's part and is done before.
/// </summary>
internal sealed class ConditionChecks(IEventLog log, string directory)
{
    private const int Guards = 1000;
    private const int Repeats = 40;

    private long _absent = 1L << 50;        // no event has such a number

    /// <summary>Newest first: the events that the guard asks for are all before <c>after</c>.</summary>
    /// <returns>Nanoseconds of CPU a guard.</returns>
    public Task<double> NearHeadAsync() => CpuAsync(() => new(Query.Tagged(new Tag(VolumeLoad.Customer(_absent++))), log.Head));

    /// <summary>Nothing was ever appended with the tag, and the guard asks for the whole history.</summary>
    /// <returns>Nanoseconds of CPU a guard.</returns>
    public Task<double> AbsentAsync() => CpuAsync(Absent);

    /// <summary>The same with nothing of the store in the page cache.</summary>
    /// <returns>Reads of the disk a guard.</returns>
    public async Task<double> AbsentColdAsync()
    {
        await AppendAsync(Absent, guards: 1);
        PageCache.Drop(directory);
        var before = ProcessReads.Bytes;
        await AppendAsync(Absent, Guards);
        return (ProcessReads.Bytes - before) / 4096.0 / Guards;
    }

    private async Task<double> CpuAsync(Func<AppendGuard> guard)
    {
        await AppendAsync(guard, Guards);
        var differences = new double[Repeats];
        for (var i = 0; i < Repeats; i++)
            differences[i] = (await AppendAsync(guard, Guards) - await AppendAsync(guard, guards: 1)).TotalNanoseconds / (Guards - 1);
        Array.Sort(differences);
        return differences[Repeats / 2];
    }

    private AppendGuard Absent() => new(Query.Tagged(new Tag(VolumeLoad.Unique(_absent++))));

    /// <returns>The CPU of the process.</returns>
    private async Task<TimeSpan> AppendAsync(Func<AppendGuard> guard, int guards)
    {
        var condition = new AppendCondition([.. Enumerable.Range(0, guards).Select(_ => guard())]);
        EventData[] events = [VolumeLoad.Make(log.Head)];
        var before = Environment.CpuUsage.TotalTime;
        await log.AppendAsync(events, condition);
        return Environment.CpuUsage.TotalTime - before;
    }
}
