namespace Opossum.Typed.Tests.Engine.Commit;

public class AppendTests
{
    [Fact]
    public async Task Positions_start_at_1_and_have_no_gaps()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        Assert.Equal(0, log.Head);
        Assert.Equal(new AppendResult(1, 1), await log.AppendAsync([Raw.Event("A")]));
        Assert.Equal(new AppendResult(2, 4), await log.AppendAsync([Raw.Event("A"), Raw.Event("B"), Raw.Event("C")]));
        Assert.Equal(4, log.Head);
    }

    [Fact]
    public async Task A_refused_append_leaves_the_log_unchanged()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A", "t:1"), Raw.Event("A", "t:2")]);
        var refusal = await Assert.ThrowsAsync<AppendConditionFailedException>(async () =>
            await log.AppendAsync([Raw.Event("B")], unless: Raw.Item(["A"], "t:1")));
        Assert.Equal(1, refusal.Conflict.Position);
        Assert.Equal(2, log.Head);
        Assert.Equal(["1 A", "2 A"], await Raw.ReadAsync(log, Query.All));
    }

    [Fact]
    public async Task What_was_appended_is_read_back_whole()
    {
        var id = Guid.NewGuid();
        await using var log = EmbeddedEventLog.OpenInMemory();
        byte[] payload = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        await log.AppendAsync([new EventData("typ\u00e9", payload, new Tag("b"), new Tag("a"), new Tag("b"))
        {
            Id = id,
            Version = 7,
            Encoding = PayloadEncoding.Json,
        }]);
        var e = Assert.Single(await Raw.EventsAsync(log, Query.All));
        Assert.Equal(("typ\u00e9", 1, id, 7, PayloadEncoding.Json), (e.Type, e.Position, e.Metadata.Id, e.Version, e.PayloadEncoding));
        Assert.Equal([new Tag("b"), new Tag("a")], e.Tags);
        Assert.Equal(payload, e.Payload);
    }

    [Fact]
    public async Task An_event_without_an_id_gets_one_in_time_order()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var log = EmbeddedEventLog.OpenInMemory(new() { TimeProvider = time });
        for (var i = 0; i < 100; i++)
        {
            await log.AppendAsync([Raw.Event("A")]);
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var ids = (await Raw.EventsAsync(log, Query.All)).Select(e => e.Metadata.Id.ToString()).ToArray();
        Assert.All(ids, id => Assert.Equal(7, Guid.Parse(id).Version));
        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(), ids);
    }

    [Fact]
    public async Task A_cancelled_append_writes_nothing()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await log.AppendAsync([Raw.Event("A")], cancellationToken: new(true)));
        Assert.Equal(new AppendResult(1, 1), await log.AppendAsync([Raw.Event("B")]));
    }

    [Fact]
    public async Task A_closed_log_refuses_to_append_and_to_read()
    {
        var log = EmbeddedEventLog.OpenInMemory();
        await log.DisposeAsync();
        await log.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.AppendAsync([Raw.Event("A")]));
        Assert.Throws<ObjectDisposedException>(() => log.Read(Query.All));
    }

    /// <summary>By one, with what the error says of it.</summary>
    public static TheoryData<string, EventData[]> PastALimit => new()
    {
        { "longer than 255 bytes of UTF-8", [Raw.Event(new string('x', 256))] },
        { "more than 64 different tags", [new EventData("A", default, [.. Enumerable.Range(0, 65).Select(i => new Tag("t:" + i))])] },
        { "version 65536", [new EventData("A", default) { Version = 65_536 }] },
        { "longer than 8388608 bytes, encoded, at its event 1 of 1 ('A')", [new EventData("A", new byte[(8 << 20) - 88])] },
        { "metadata", [Raw.Event("A") with { CorrelationId = new string('x', (16 << 10) - 2) }] },
        { "65536 events; the limit is 65535", [.. Enumerable.Repeat(Raw.Event("A"), 65_536)] },
        {
            "longer than 8388608 bytes, encoded, at its event 8 of 8 ('A')",
            [.. Enumerable.Repeat(new EventData("A", new byte[1 << 20]), 8)]
        },
    };

    [Theory, MemberData(nameof(PastALimit))]
    public async Task Past_a_limit_nothing_is_written_and_the_error_names_it(string named, EventData[] events)
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        var error = await Assert.ThrowsAsync<AppendLimitException>(async () => await log.AppendAsync(events));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Equal(new AppendResult(1, 1), await log.AppendAsync([Raw.Event("B")]));
    }

    [Fact]
    public void A_tag_or_a_key_past_its_limit_can_t_be_made()
    {
        Assert.Contains(
            "1024 bytes", Assert.Throws<ArgumentException>(static () => new Tag(new string('x', 1025))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "255 bytes", Assert.Throws<ArgumentException>(static () => new AppendKey(new string('x', 256))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_every_limit_an_append_goes_in()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        var tags = Enumerable.Range(0, 64).Select(i => new Tag("t:" + i + new string('y', Tag.MaxBytes - 2 - i.ToString().Length)));
        await log.AppendAsync([new EventData(new string('x', 255), default, [.. tags]) { Version = 65_535 }]);
        await log.AppendAsync([.. Enumerable.Repeat(Raw.Event("A"), 65_535)]);
        await log.AppendAsync([new EventData("A", new byte[(8 << 20) - 40 - 48 - 8])]);
        await log.AppendAsync([Raw.Event("A") with { CorrelationId = new string('x', (16 << 10) - 3) }]);
        Assert.Equal(65_538, log.Head);
        Assert.Equal((8 << 20) - 96, (await Raw.EventsAsync(log, Query.All, new() { From = 65_537, To = 65_537 })).Single().Payload.Length);
    }

    [Fact]
    public async Task An_empty_append_is_refused_before_its_condition_is_looked_at()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A")]);
        await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync([], unless: Query.All));
    }

    [Fact]
    public async Task An_attempt_answers_where_it_wrote_or_which_guard_and_newest_event_refused()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A", "t:1"), Raw.Event("A", "t:2"), Raw.Event("B", "t:2")]);
        var written = await log.TryAppendAsync([Raw.Event("C")], Raw.Item(["A"], "t:2").After(2));
        Assert.True(written.IsAppended);
        Assert.Equal(new AppendResult(4, 4), written.Result);

        var second = new AppendGuard(Query.Tagged(new Tag("t:2")), after: 1);
        var refused = await log.TryAppendAsync([Raw.Event("C")], new AppendCondition(new AppendGuard(Raw.Item(["A"]), after: 2), second));
        Assert.False(refused.IsAppended);
        Assert.Equal(new AppendConflict(second, 3), refused.Conflict);
        Assert.Throws<InvalidOperationException>(() => refused.Result);
        Assert.Equal(4, log.Head);
    }

    [Fact]
    public async Task Metadata_comes_back_as_it_was_said()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        var said = new Dictionary<string, string> { ["user"] = "ada", [""] = "", ["\u00fc"] = new string('x', 10_000) };
        await log.AppendAsync([
            Raw.Event("A", "t:1") with { CorrelationId = "order 7", CausationId = "", Metadata = said }, Raw.Event("B")
        ]);
        var events = await Raw.EventsAsync(log, Query.All);
        Assert.Equal(("order 7", ""), (events[0].Metadata.CorrelationId, events[0].Metadata.CausationId));
        Assert.Equal(said, events[0].Metadata.Values);
        Assert.Equal("data"u8, events[0].Payload.Span);
        Assert.Equal((null, null), (events[1].Metadata.CorrelationId, events[1].Metadata.CausationId));
        Assert.Empty(events[1].Metadata.Values);
    }

    [Fact]
    public async Task The_current_activity_says_what_the_caller_does_not()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        using var activity = new System.Diagnostics.Activity("request").Start();
        await log.AppendAsync([Raw.Event("A"), Raw.Event("B") with { CorrelationId = "mine" }]);
        var events = await Raw.EventsAsync(log, Query.All);
        Assert.Equal(
            (activity.TraceId.ToHexString(), activity.SpanId.ToHexString()),
            (events[0].Metadata.CorrelationId, events[0].Metadata.CausationId));
        Assert.Equal(("mine", activity.SpanId.ToHexString()), (events[1].Metadata.CorrelationId, events[1].Metadata.CausationId));
    }

    [Fact]
    public async Task An_append_that_races_with_the_close_is_written_or_refused_and_never_left_waiting()
    {
        for (var i = 0; i < 300; i++)
        {
            var log = EmbeddedEventLog.OpenInMemory(new() { MaxSegmentBytes = 4096 });
            var append = Task.Run(async () => await log.AppendAsync([Raw.Event("A")]));
            await log.DisposeAsync();
            await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.AppendAsync([Raw.Event("B")]));
            await append.WaitAsync(TimeSpan.FromSeconds(10)).ContinueWith(static _ => { }, TaskScheduler.Default);
            Assert.True(append.IsCompletedSuccessfully || append.Exception?.InnerException is ObjectDisposedException);
        }
    }

    [Fact]
    public async Task A_task_that_was_awaited_says_the_same_again_and_disturbs_nobody()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        var append = log.AppendAsync([Raw.Event("A")]);
        var again = append;
        await append;
        var others = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => log.AppendAsync([Raw.Event("B")]).AsTask()));
        Assert.Equal(Enumerable.Range(2, 20).Select(p => (long)p), others.Select(r => r.First).Order());
        Assert.Equal(1, (await again).First);
    }

    [Fact]
    public async Task An_empty_key_or_an_encoding_that_is_no_byte_is_refused()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync([Raw.Event("A")], key: default(AppendKey)));
        await Assert.ThrowsAsync<AppendLimitException>(async () =>
            await log.AppendAsync([Raw.Event("A") with { Encoding = (PayloadEncoding)256 }]));
        Assert.Equal(0, log.Head);
    }

    [Fact]
    public async Task An_append_longer_than_the_option_admits_is_refused_and_nothing_is_written()
    {
        await using var log = EmbeddedEventLog.OpenInMemory(new() { MaxAppendBytes = 1024 });
        var error = await Assert.ThrowsAsync<AppendLimitException>(async () => await log.AppendAsync([new EventData("A", new byte[1024])]));
        Assert.Matches("An append is 1[0-9]{3} bytes long, encoded; OpossumOptions.MaxAppendBytes admits 1024", error.Message);
        Assert.Equal(0, log.Head);
        Assert.Equal(1, (await log.AppendAsync([new EventData("A", new byte[512])])).Last);
    }

    [Theory, InlineData(0), InlineData((8 << 20) + 1)]
    public void A_limit_that_no_log_can_keep_is_refused(int bytes) =>
        Assert.Contains(
            $"OpossumOptions.MaxAppendBytes is {bytes}",
            Assert.Throws<ArgumentException>(() => EmbeddedEventLog.OpenInMemory(new() { MaxAppendBytes = bytes })).Message,
            StringComparison.Ordinal);
}
