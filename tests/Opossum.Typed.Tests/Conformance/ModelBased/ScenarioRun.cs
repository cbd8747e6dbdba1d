using Opossum.Typed.Engine.Retrieval;

namespace Opossum.Typed.Tests.Conformance.ModelBased;

/// <summary>Does a scenario's operations to a log and to a list, and compares every answer.</summary>
internal sealed class ScenarioRun : IAsyncDisposable
{
    private static readonly ReadStrategy[] Strategies = Enum.GetValues<ReadStrategy>();
    private static readonly Read Everything = new(new([]), false, new(false, 0), null, null, null);

    private readonly ILogPlace _place;
    private readonly OpossumOptions _options;
    private readonly ListLog _list = new();
    private EmbeddedEventLog _log;
    private string _step = "";
    private long _closedAt;         // the head at the last clean close: a kill with nothing appended since leaves its close frame the last

    private ScenarioRun(ILogPlace place, OpossumOptions options, EmbeddedEventLog log) => (_place, _options, _log) = (place, options, log);

    /// <exception cref="Xunit.Sdk.XunitException">An answer differs.</exception>
    public static async Task RunAsync(Scenario scenario, ILogPlace place)
    {
        var options = new OpossumOptions { MaxSegmentBytes = scenario.SegmentBytes, TermMask = scenario.TermMask };
        await using var run = new ScenarioRun(place, options, await place.OpenAsync(options));
        for (var i = 0; i < scenario.Operations.Length; i++)
        {
            run._step = $"{i + 1}. {scenario.Operations[i]}";
            await run.DoAsync(scenario.Operations[i]);
        }

        run._step = "at the end";
        await run.ReopenAsync(killed: false);
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _place.Dispose();
    }

    private Task DoAsync(Operation operation) => operation switch
    {
        Append append => AppendAsync(append),
        Read read => ReadAsync(read),
        Reopen reopen => ReopenAsync(reopen.Killed),
        _ => throw new InvalidOperationException($"There is no way to do {operation}."),
    };

    private async Task AppendAsync(Append append)
    {
        var head = _list.Head;
        var expected = _list.Append(append);
        AppendGuard[] guards = [.. append.Unless.Select(guard => new AppendGuard(guard.Query.ToQuery(), guard.After.At(head)))];
        EventData[] events =
            [.. append.Events.Select((e, i) => new EventData(e.Type, Payload(e), [.. e.Tags.Select(static tag => new Tag(tag))]))];
        Same(expected, await AnswerAsync(events, guards, append.Key is { } key ? new AppendKey(key) : default(AppendKey?)));
        Same(_list.Head, _log.Head);
    }

    /// <summary>By either way to ask: the answer is a value, or an exception.</summary>
    private async Task<string> AnswerAsync(EventData[] events, AppendGuard[] guards, AppendKey? key)
    {
        try
        {
            if (guards.Length == 1 && await _log.TryAppendAsync(events, new(guards), key) is var outcome)
                return outcome.Conflict is { } conflict ? Refused(conflict) : Written(outcome.Result);
            return Written(await _log.AppendAsync(events, guards.Length == 0 ? null : new(guards), key));
        }
        catch (AppendConditionFailedException e)
        {
            return Refused(e.Conflict);
        }
        catch (AppendKeyReusedException e)
        {
            return $"key used at {e.Earlier.First} to {e.Earlier.Last}";
        }

        catch (PositionBeyondHeadException)
        {
            return "beyond the head";
        }

        string Refused(AppendConflict conflict) =>
            $"refused by guard {Array.IndexOf(guards, conflict.Guard) + 1}, position {conflict.Position}";

        static string Written(AppendResult result) => $"positions {result.First} to {result.Last}";
    }

    private async Task ReadAsync(Read read)
    {
        var expected = _list.Read(read);
        foreach (var strategy in Strategies)
        {
            if (expected is null)
            {
                Assert.Throws<PositionBeyondHeadException>(() => _log.Read(read.Query.ToQuery(), read.At(_list.Head), strategy));
                continue;
            }

            var positions = new List<long>();
            using var reader = _log.Read(read.Query.ToQuery(), read.At(_list.Head), strategy);
            Same(_list.Head, reader.Head);
            while (await reader.FillAsync())
                while (reader.TryRead(out var e)) positions.Add(Checked(e));
            Same(string.Join(' ', expected), string.Join(' ', positions), $"by {strategy}");
        }
    }

    private async Task ReopenAsync(bool killed)
    {
        using var old = killed ? _place.Kill() : null;
        await _log.DisposeAsync();
        _log = await _place.OpenAsync(_options);
        Same(new Recovery(_list.Head, !killed || _closedAt == _list.Head, 0, null, 0), _log.Recovery);
        if (!killed) _closedAt = _list.Head;
        await ReadAsync(Everything);
        await ReadAsync(Everything with { Backward = true });
    }

    /// <summary>The position of an event, if it is the one that was appended there.</summary>
    private long Checked(in EventView e)
    {
        var expected = _list[e.Position];
        Same(
            new EventSpec(expected.Type, [.. expected.Tags.Distinct()], expected.PayloadBytes).ToString(),
            new EventSpec(e.TypeName, [.. e.GetTags().Select(static tag => tag.Text)], e.Payload.Length).ToString());
        if (!e.Payload.SequenceEqual(Payload(expected))) Same("its payload", "another", $"at position {e.Position}");
        return e.Position;
    }

    /// <summary>The same for equal events, so that a repeated append has equal content.</summary>
    private static byte[] Payload(EventSpec e)
    {
        var bytes = new byte[e.PayloadBytes];
        new Random(e.PayloadBytes).NextBytes(bytes);
        return bytes;
    }

    private void Same<T>(T expected, T got, string? how = null)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, got))
            Assert.Fail($"{_step}{(how is null ? "" : $" ({how})")}\n  expected: {expected}\n  got:      {got}");
    }
}
