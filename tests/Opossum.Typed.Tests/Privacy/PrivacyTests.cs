using System.Text;
using System.Text.Json;
using Opossum.Typed.CloudEvents;
using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Privacy;

/// <summary>
/// What is stored appears in no message, text, span or metric of the store: tag values, append keys, metadata and payloads.
/// </summary>
public sealed class PrivacyTests : IDisposable
{
    private const string Text = Secrets.Text;

    private static readonly EventData Raw = new("letter-raw", Encoding.UTF8.GetBytes($"\"{Text}\""), new Tag("mail:" + Text), new Tag(Text))
    {
        Id = Secrets.Id,
        CorrelationId = Text,
        CausationId = Text,
        Metadata = new Dictionary<string, string> { [Text] = Text },
        Encoding = PayloadEncoding.Json,
    };

    private readonly Secrets _secrets = new();
    private readonly OpossumStore _store = OpossumStore.OpenInMemory(Shapes.Model);

    private static LetterSent Letter => new(
        new(Text + "-mail"), Text + "-subject", Class.Standard, Secrets.Number,
        new() { [Text + "-page"] = new(Text, Secrets.Number, new() { [Text + "-mark"] = Secrets.Number }) },
        new() { [Secrets.Id] = Text },
        JsonSerializer.Deserialize<JsonElement>($$"""{"{{Text}}":["{{Text}}",{{Secrets.Number}}]}"""),
        new(Text + " stamp"));

    [Fact]
    public async Task Texts_of_the_stores_types()
    {
        var tag = new Tag("mail:" + Text);
        var guard = new AppendGuard(Query.Tagged(tag), after: 1);
        await _store.Log.AppendAsync([Raw]);
        await _store.AppendAsync(Letter);
        foreach (var e in await Engine.Raw.EventsAsync((EmbeddedEventLog)_store.Log, Query.All))
        {
            _secrets.Show(e);
            _secrets.Show(e.Metadata);
            _secrets.Show(CloudEvent.From(e, _store.StoreId, subject: Text));
            _secrets.Show(new EventEnvelope(e.Position, e.Type, e.Version, e.Tags, e.Metadata));
            _secrets.Show(new UndecodedEvent(e.Type, e.Version, e.PayloadEncoding, e.Payload, e.Tags));
            _secrets.Show(new SequencedEvent<IEvent>(e.Position, Letter, e.Metadata));
        }

        object[] others =
        [
            tag, new Tag(Text), default(Tag), new AppendKey(Text), default(AppendKey), Raw, default(EventData),
            LetterSent.For(new MailAddress(Text)), LetterSent.ForSubject(Text), guard.Query.Items[0], guard.Query, guard,
            new AppendCondition(guard), new AppendConflict(guard, 1), AppendOutcome.Refused(new(guard, 1)),
            default(SequencedEvent<IEvent>), default(EventEnvelope), default(EventMetadata),
            new AppendMetadata
            {
                CorrelationId = Text, CausationId = Text, Values = new Dictionary<string, string>(StringComparer.Ordinal) { [Text] = Text },
            },
            await _store.TryAppendAsync(Letter, unless: LetterSent.For(new MailAddress(Text + "-mail"))),
            ((EmbeddedEventLog)_store.Log).Explain(LetterSent.For(new MailAddress(Text))),
        ];
        foreach (var each in others) _secrets.Show(each);
        _secrets.AreKept();
    }

    [Fact]
    public void Keys_of_tags_are_shown_and_values_are_had_by_properties()
    {
        Assert.Equal(("mail:…", "…", ""), (new Tag("mail:ada").ToString(), new Tag("ada").ToString(), default(Tag).ToString()));
        Assert.Equal(("mail:ada", "…", "k"), (new Tag("mail:ada").Text, new AppendKey("k").ToString(), new AppendKey("k").Text));
        Assert.Equal("letter-sent [mail:…] after 3", LetterSent.For(new MailAddress("ada")).After(3).ToString());
        Assert.Equal("letter-raw [mail:…, …], 8 bytes", Raw.ToString());
        Assert.Equal("7: LetterSent", new SequencedEvent<LetterSent>(7, Letter, default).ToString());
    }

    [Fact]
    public async Task Refused_appends()
    {
        await _store.AppendAsync(Letter, key: Text);
        var others = Letter with { Weight = 1 };
        var query = LetterSent.For(Letter.To);
        await _secrets.ShowFailureAsync<AppendKeyReusedException>(async () => await _store.AppendAsync(others, key: Text));
        await _secrets.ShowFailureAsync<AppendConditionFailedException>(async () => await _store.AppendAsync(others, unless: query));
        await _secrets.ShowFailureAsync<AppendConditionFailedException>(async () =>
            await _store.AppendAsync(others, query, key: Text + "2"));

        EventData[] tooMuch =
        [
            Raw with { Metadata = new Dictionary<string, string> { [Text] = new('x', 20_000) } },
            new("e", default, [.. Enumerable.Range(0, 65).Select(static i => new Tag(Text + i))]),
            new("e", new byte[9 << 20], new Tag(Text)),
            Raw with { CorrelationId = Text + "\ud800" },
        ];
        foreach (var e in tooMuch) await _secrets.ShowFailureAsync<ArgumentException>(async () => await _store.Log.AppendAsync([e]));
        _secrets.AreKept();
    }

    [Fact]
    public void Tags_keys_and_queries_that_can_not_be()
    {
        var longText = Text + new string('x', 1200);
        _secrets.ShowFailure<ArgumentException>(() => _ = new Tag(longText));
        _secrets.ShowFailure<ArgumentException>(() => _ = new Tag(Text + "\ud800"));
        _secrets.ShowFailure<ArgumentException>(() => _ = new AppendKey(longText));
        _secrets.ShowFailure<ArgumentException>(() => _ = new AppendKey(Text + "\ud800"));
        _secrets.ShowFailure<ArgumentException>(() => Tag.Of("mail:" + Text, Text));
        _secrets.ShowFailure<ArgumentException>(() => Tag.Of("mail:" + Text, Guid.Empty));
        _secrets.ShowFailure<ArgumentException>(() => Tag.Of("mail", Text, maxLength: 3));
        _secrets.ShowFailure<ArgumentException>(() => Tag.Of("mail:" + Text, Text, maxLength: 3));
        _secrets.ShowFailure<ArgumentException>(() => Tag.Of(new MailAddress(longText)));
        _secrets.ShowFailure<ArgumentException>(() => LetterSent.ForSubject(longText));
        _secrets.ShowFailure<FormatException>(() => RowId.Parse(Text));
        _secrets.AreKept();
    }

    [Fact]
    public async Task Events_that_can_not_be_stored()
    {
        const string Half = Text + "\ud800";
        var page = new Page(Text, Secrets.Number, []);
        LetterSent[] letters =
        [
            Letter with { To = new(Half) }, Letter with { To = new(Text + new string('x', 2000)) }, Letter with { To = new("") },
            Letter with { Subject = Text + new string('x', 50) },
            Letter with { Class = (Class)Secrets.Number }, Letter with { Extra = default },
            Letter with { Extra = JsonSerializer.Deserialize<JsonElement>(Nested(40)) },
            Letter with { Pages = new() { [Half] = page } }, Letter with { Pages = new() { [Text] = page with { Text = Half } } },
            Letter with { Pages = new() { [Text] = page with { Marks = new() { [Text] = double.NaN } } } },
            Letter with { Pages = new() { [Text] = null! } },
            Letter with { Copies = new() { [Secrets.Id] = null! } }, Letter with { Copies = new() { [Secrets.Id] = new('x', 9 << 20) } },
            Letter with { Stamp = new(Text + "no stamp") }, Letter with { Stamp = new(Text + "no json") },
        ];
        foreach (var letter in letters) await _secrets.ShowFailureAsync<EventFormatException>(async () => await _store.AppendAsync(letter));
        _secrets.AreKept();
        Assert.Equal(0, _store.Head);
    }

    [Fact]
    public void A_dictionary_is_named_by_its_field_and_its_keys_are_not()
    {
        var letter = Letter with { Pages = new() { ["ada"] = new("a", 1, new() { ["grace"] = double.NaN }) } };
        Assert.Equal("pages[…].marks[…]", Assert.Throws<EventFormatException>(() => Codec.Write(letter)).Field);
        const string Json = """{"pages":{"ada":{"text":"a","number":"x","marks":{}}}}""";
        Assert.Equal("pages[…].number", Assert.Throws<EventFormatException>(() => Codec.Read<LetterSent>(Json)).Field);
    }

    [Fact]
    public async Task Events_that_can_not_be_read()
    {
        var json = Encoding.UTF8.GetString(Codec.Write(Letter));
        string[] payloads =
        [
            json.Replace(Text + "-subject", Text + "refused", StringComparison.Ordinal),
            json.Replace(" stamp", "", StringComparison.Ordinal),
            json.Replace("Standard", Text, StringComparison.Ordinal),
            json.Replace(Secrets.Id.ToString(), Text, StringComparison.Ordinal),
            json.Replace("314159265", "31415926500000000000", StringComparison.Ordinal),
            $"\"{Text}\"", Text, $$"""{"{{Text}}":""",
            json.Replace("\"weight\"", $"\"{Text}\"", StringComparison.Ordinal), json.Insert(1, $$"""
                "{{Text}}":{"{{Text}}":[{"{{Text}}":tru}]},
                """),
        ];
        foreach (var payload in payloads) await FailToReadAsync(payload, version: 2);
        await FailToReadAsync($$"""{"subject":"{{Text}}"}""", version: 1);
        await FailToReadAsync(json, version: 3);
        _secrets.AreKept();
    }

    [Fact]
    public void Payloads_that_are_wrong_at_any_byte()
    {
        var json = Codec.Write(Letter);
        var failed = 0;
        for (var at = 0; at < json.Length; at++)
        {
            Read(json[..at]);
            foreach (var wrong in "x\"{}[]:,0-\\\n\u0001"u8)
            {
                var bytes = json.ToArray();
                bytes[at] = wrong;
                Read(bytes);
            }
        }

        Assert.InRange(failed, json.Length * 5, int.MaxValue);
        _secrets.AreKept();

        void Read(byte[] bytes)
        {
            try
            {
                Codec.Read<LetterSent>(Encoding.Latin1.GetString(bytes));
            }
            catch (EventFormatException e)
            {
                failed++;
                _secrets.Show(e);
                _secrets.Show(e.Field);
            }
            catch (PrivateException)
            {
                // Of the event's own constructor, which the codec does not catch.
            }
        }
    }

    [Fact]
    public async Task Events_that_are_damaged()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        await log.AppendAsync([Raw]);
        var segment = storage.Open("events/0000000001.seg");
        segment.Write("?"u8, 64 + 64 + 60);
        var verification = await log.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
        foreach (var damage in verification.Damage) _secrets.Show(damage);
        await _secrets.ShowFailureAsync<StoreDamagedException>(async () => await Engine.Raw.EventsAsync(log, Query.All));
        _secrets.AreKept();
    }

    [Fact]
    public void An_error_that_ends_writing_is_quoted_where_it_is_the_systems_alone()
    {
        var system = new IOException("the disk is gone");
        Assert.Contains("the disk is gone", new StoreFaultedException(system).Message, StringComparison.Ordinal);
        _secrets.Show(new StoreFaultedException(new PrivateException(Text)).Message);
        _secrets.AreKept();
    }

    /// <summary>A new type with a text of its own, such as a record, belongs into the tests above if it can hold what was stored.</summary>
    [Fact]
    public void Every_type_with_a_text_of_its_own_was_looked_at()
    {
        var types = typeof(Tag).Assembly.GetExportedTypes().Where(HasText).Select(static type => type.Name.Split('`')[0]);
        Assert.Equal(
            [
                "AppendCondition", "AppendConflict", "AppendGuard", "AppendKey", "AppendMetadata", "AppendOutcome", "AppendResult",
                "Appended", "BackupProgress", "BackupResult", "Checkpoint", "CloudEvent", "ConditionFailed", "Conflict",
                "ConsumedEvent", "Consumer", "ConsumerFailure", "ConsumerOptions", "ConsumerProgress", "ConsumerStatus", "Decision",
                "DecisionExplanation",
                "Erasure", "EventData", "EventEnvelope",
                "EventMetadata", "ExplainedModel", "FlushStrategy", "FollowOptions", "FollowProgress", "HandledEvent", "IndexProgress",
                "LogDamage",
                "LogVerification", "MasterKey", "Nothing", "OrphanedTable", "Outcome", "ParkedEvent", "Query", "QueryItem",
                "ReadModelBuild", "ReadModelColumn", "ReadModelFailure", "ReadModelIndex", "ReadModelJoinStatus", "ReadModelLink",
                "ReadModelOptions", "ReadModelPage", "ReadModelStatus", "ReadOnlyStatus", "ReadOptions", "Recovery",
                "Rejected",
                "RetagCount", "RetagNotice", "RetagProblem", "RetagProgress", "RetagResult", "RetaggedTag", "RowKey", "RowLink",
                "SequencedEvent", "SequencedEvent", "Sql", "SqlName", "StartAt", "StorageProfile", "StorageWarning", "StoredReadModel",
                "StoredRow", "SubjectErased", "Tag", "UndecodedEvent", "VerificationProgress",
            ],
            types.Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        _secrets.Dispose();
        _store.Dispose();
    }

    private static string Nested(int levels) =>
        Enumerable.Range(0, levels).Aggregate($"\"{Text}\"", static (json, _) => $$"""{"{{Text}}":{{json}}}""");

    private static bool HasText(Type type) => type.GetMethod("ToString", Type.EmptyTypes)?.DeclaringType == type;

    private async Task FailToReadAsync(string payload, int version)
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var e = new EventData("letter-sent", Encoding.UTF8.GetBytes(payload), new Tag("mail:" + Text));
        await store.Log.AppendAsync([e with { Version = version, Encoding = PayloadEncoding.Json }]);
        await _secrets.ShowFailureAsync<EventFormatException>(async () =>
        {
            await foreach (var read in store.ReadAsync(LetterSent.For(new MailAddress(Text)))) _secrets.Show(read);
        });
        await _secrets.ShowFailureAsync<RetagException>(async () => _secrets.Show(await store.RetagAsync()));
        var left = await store.RetagAsync(new() { LeaveOut = true });
        _secrets.Show(left);
        foreach (var problem in left.Problems) _secrets.Show(problem);
    }
}
