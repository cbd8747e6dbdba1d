using System.Text;
using Opossum.Typed.Personal;
using Opossum.Typed.Tests.Campus;

namespace Opossum.Typed.Tests.Personal;

public sealed class SealedEventTests : IDisposable
{
    private static readonly StudentId Ada = new(Guid.NewGuid()), Grace = new(Guid.NewGuid());
    private static readonly GuestId Guest = new("g-17");

    private readonly OpossumStore _store = OpossumStore.OpenInMemory(CampusModel.Model);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task What_is_personal_is_sealed_and_comes_back_until_its_subject_is_erased()
    {
        var e = new StudentRegistered(Ada, "Ada Lovelace", "ada@example.org", "12 St James's Square");
        await _store.AppendAsync(e);
        var stored = await StoredAsync();
        Assert.StartsWith($"{{\"student\":\"{Ada.Value}\",\"$sealed\":\"", stored, StringComparison.Ordinal);
        Assert.Equal(e, await ReadAsync<StudentRegistered>());
        var erasure = await _store.EraseAsync(Ada);
        Assert.Equal((2, 1, 0), (erasure.Position, erasure.Keys, erasure.PlainEvents));
        Assert.Equal(new StudentRegistered(Ada, null, null, "erased"), await ReadAsync<StudentRegistered>());
    }

    [Fact]
    public async Task Of_two_subjects_one_is_erased_and_the_other_stays()
    {
        var e = new MoneyLent(Ada, Guest, 9.5m, "books", "DE89 3704", 200);
        await _store.AppendAsync(e);
        Assert.Equal(e, await ReadAsync<MoneyLent>());
        await _store.EraseAsync(Guest);
        Assert.Equal(e with { Iban = null }, await ReadAsync<MoneyLent>());
        await _store.EraseAsync(Ada);
        Assert.Equal(e with { Iban = null, Why = null, Limit = -1 }, await ReadAsync<MoneyLent>());
    }

    [Fact]
    public async Task Records_in_a_list_have_subjects_of_their_own()
    {
        await _store.AppendAsync(new ClassPhotographed(new(4), [new(Ada, "left"), new(Grace, "right"), new(Ada, null)]));
        Assert.Equal([new(Ada, "left"), new(Grace, "right"), new(Ada, null)], (await ReadAsync<ClassPhotographed>()).Pictured);
        await _store.EraseAsync(Ada);
        Assert.Equal([new(Ada, null), new(Grace, "right"), new(Ada, null)], (await ReadAsync<ClassPhotographed>()).Pictured);
    }

    [Fact]
    public async Task Records_enums_and_members_beside_the_constructor_are_sealed_as_they_are_written()
    {
        var wishes = new Wishes("soup", ["nuts", "fish"]);
        var e = new DinnerBooked(Guest, wishes, Diet.Vegan) { Birthday = new(1815, 12, 10), IsNew = false, Seats = 3 };
        await _store.AppendAsync(e);
        var read = await ReadAsync<DinnerBooked>();
        Assert.Equal((e.Diet, e.Birthday, e.IsNew, e.Seats), (read.Diet, read.Birthday, read.IsNew, read.Seats));
        Assert.Equal(["nuts", "fish"], read.Wishes!.Allergies);
        await _store.EraseAsync(Guest);
        Assert.Equal(new DinnerBooked(Guest, null, Diet.Unknown) { Seats = 3 }, await ReadAsync<DinnerBooked>());
    }

    [Fact]
    public async Task Where_nothing_is_to_hide_nothing_is_sealed_and_no_key_is_needed_even_of_who_was_erased()
    {
        await _store.EraseAsync(Ada);
        await _store.AppendAsync(new StudentRegistered(Ada, null, null, "erased"));
        Assert.Equal($"{{\"student\":\"{Ada.Value}\",\"$sealed\":null}}", await StoredAsync());
        Assert.Equal(new StudentRegistered(Ada, null, null, "erased"), await ReadAsync<StudentRegistered>());
        var refused = await Assert.ThrowsAsync<SubjectErasedException>(
            () => _store.AppendAsync(new StudentRegistered(Ada, "A", null, "")).AsTask());
        Assert.Equal(Tag.Of(Ada), refused.Subject);
        Assert.DoesNotContain(Ada.Value.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_stored_in_plain_text_before_is_read_and_counted_by_the_erasure()
    {
        await AppendAsync(
            "student-registered", $$"""{"name":"Ada","email":null,"address":"London","student":"{{Ada.Value}}"}""", Tag.Of(Ada));
        Assert.Equal(new StudentRegistered(Ada, "Ada", null, "London"), await ReadAsync<StudentRegistered>());
        Assert.Equal(1, (await _store.EraseAsync(Ada)).PlainEvents);
        Assert.Equal(new StudentRegistered(Ada, "Ada", null, "London"), await ReadAsync<StudentRegistered>());
    }

    [Fact]
    public async Task Fields_in_another_order_are_read_and_what_is_sealed_has_the_last_word()
    {
        await _store.AppendAsync(new StudentRegistered(Ada, "Ada", "a@b.c", "London"));
        var part = (await StoredAsync()).Split("\"$sealed\":")[1].TrimEnd('}');
        var payload = $$"""{ "address":"elsewhere", "$sealed":{{part}}, "new": [1], "student":"{{Ada.Value}}" }""";
        await AppendAsync("student-registered", payload, Tag.Of(Ada));
        Assert.Equal(new StudentRegistered(Ada, "Ada", "a@b.c", "London"), await ReadAsync<StudentRegistered>());
        await _store.EraseAsync(Ada);
        Assert.Equal(new StudentRegistered(Ada, null, null, "erased"), await ReadAsync<StudentRegistered>());
    }

    [Theory]
    [InlineData("""{"student":"STUDENT"}""", "name")]
    [InlineData("""{"$sealed":null}""", "student")]
    [InlineData("""{"student":"STUDENT","$sealed":7}""", "$sealed")]
    [InlineData("""{"student":"STUDENT","$sealed":""}""", "$sealed")]
    [InlineData("""{"student":"STUDENT","$sealed":"QUJD"}""", "$sealed")]
    public async Task What_is_neither_sealed_nor_plain_is_an_error_and_no_erasure(string payload, string field)
    {
        await AppendAsync("student-registered", payload.Replace("STUDENT", Ada.Value.ToString(), StringComparison.Ordinal), Tag.Of(Ada));
        var error = await Assert.ThrowsAsync<EventFormatException>(ReadAsync<StudentRegistered>);
        Assert.Equal(field, error.Field);
    }

    [Fact]
    public async Task What_is_sealed_of_a_member_that_is_not_personal_any_more_is_an_error_and_no_default()
    {
        await AppendAsync("class-photographed", """{"room":1,"pictured":[],"$sealed":null}""", new("room:1"));
        var error = await Assert.ThrowsAsync<EventFormatException>(ReadAsync<ClassPhotographed>);
        Assert.Equal("$sealed", error.Field);
        Assert.Contains("put [Personal] back", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_was_moved_to_another_subject_does_not_open()
    {
        await _store.AppendAsync(new StudentRegistered(Ada, "Ada", "a@b.c", "London"));
        var moved = (await StoredAsync()).Replace(Ada.Value.ToString(), Grace.Value.ToString(), StringComparison.Ordinal);
        await AppendAsync("student-registered", moved, Tag.Of(Grace));
        var error = await Assert.ThrowsAsync<EventFormatException>(ReadAsync<StudentRegistered>);
        Assert.Contains("for this subject", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_version_is_brought_up_from_what_is_left_of_it()
    {
        var keys = _store.Model.Keys!;
        await keys.MakeAsync([Tag.Of(Ada).Text]);
        var plain = """{"address":"12 St James's Square,London"}"""u8;
        var bytes = new byte[plain.Length + SealedPart.Overhead];
        keys.Seal(Tag.Of(Ada).Utf8, plain, default, bytes);
        await AppendAsync(
            "student-moved", $$"""{"student":"{{Ada.Value}}","$sealed":"{{Convert.ToBase64String(bytes)}}"}""", Tag.Of(Ada), version: 1);
        Assert.Equal(new StudentMoved(Ada, "12 St James's Square", "London"), await ReadAsync<StudentMoved>());
        await _store.EraseAsync(Ada);
        Assert.Equal(new StudentMoved(Ada, null, null), await ReadAsync<StudentMoved>());
    }

    [Fact]
    public async Task A_hidden_tag_is_asked_for_by_its_value_and_the_log_does_not_have_it()
    {
        await _store.AppendAsync(
            new StudentRegistered(Ada, "Ada", "ada@example.org", "London"), unless: StudentRegistered.ForEmail("ada@example.org"));
        await Assert.ThrowsAsync<AppendConditionFailedException>(() => _store.AppendAsync(
            new StudentRegistered(Grace, null, "ada@example.org", ""), unless: StudentRegistered.ForEmail("ada@example.org")).AsTask());
        var found = await _store.ReadAsync(StudentRegistered.ForEmail("ada@example.org"))
            .SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Ada, found.Event.Student);
        Assert.Empty(await _store.ReadAsync(StudentRegistered.ForEmail("grace@example.org"))
            .ToListAsync(TestContext.Current.CancellationToken));
        var hidden = (await LastAsync()).Tags.Single(tag => tag.Text.StartsWith("email:", StringComparison.Ordinal));
        Assert.Matches("^email:~[A-Za-z0-9_-]{22}$", hidden.Text);
        Assert.Empty(await _store.ReadAsync(StudentRegistered.ForEmail(hidden.Text["email:".Length..]))
            .ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_append_that_is_repeated_is_the_same_append_and_is_answered_after_the_erasure_too()
    {
        var e = new MoneyLent(Ada, Guest, 9.5m, "books", "DE89 3704", 200);
        var first = await _store.AppendAsync([e, e], key: "request 1");
        Assert.Equal(first, await _store.AppendAsync([e, e], key: "request 1"));
        await Assert.ThrowsAsync<AppendKeyReusedException>(
            () => _store.AppendAsync([e, e with { Why = "food" }], key: "request 1").AsTask());
        await _store.EraseAsync(Ada);
        Assert.Equal(first, await _store.AppendAsync([e, e], key: "request 1"));
        await Assert.ThrowsAsync<SubjectErasedException>(() => _store.AppendAsync([e, e], key: "request 2").AsTask());
        var again = await _store.TryAppendAsync([e, e], unless: MoneyLent.For(Guest), key: "request 1");
        Assert.Equal(first, again.Result);
    }

    [Fact]
    public async Task A_read_event_says_that_something_of_it_was_erased()
    {
        await _store.AppendAsync([new StudentRegistered(Ada, "Ada", null, ""), new StudentRegistered(Grace, null, null, "erased")]);
        Assert.Equal("False False", await ErasedAsync());
        await _store.EraseAsync(Ada);
        Assert.Equal("True False", await ErasedAsync());

        async Task<string> ErasedAsync() => string.Join(' ', (await _store.ReadAsync(Query.Of<StudentRegistered>())
            .ToListAsync(TestContext.Current.CancellationToken)).Select(static e => e.IsErased));
    }

    [Fact]
    public async Task An_erasure_is_an_event_and_is_repeated_without_another_one()
    {
        await _store.AppendAsync(new StudentRegistered(Ada, "Ada", null, ""));
        var erasure = await _store.EraseAsync(Ada);
        var again = await _store.EraseAsync(Ada);
        Assert.Equal((erasure.Position, 0), (again.Position, again.Keys));
        var told = await _store.ReadAsync(Query.Tagged(Ada)).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Tag.Of(Ada), Assert.IsType<SubjectErased>(told[^1].Event).Subject);
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public void ToString_masks_what_is_personal()
    {
        Assert.Equal(
            $"StudentRegistered {{ Student = {Ada}, Name = ***, Email = ***, Address = *** }}",
            new StudentRegistered(Ada, "Ada", "ada@example.org", "London").ToString());
        Assert.Equal(
            $"MoneyLent {{ From = {Ada}, To = {Guest}, Amount = {9.5m}, Why = ***, Iban = ***, Limit = *** }}",
            new MoneyLent(Ada, Guest, 9.5m, "books", "DE89", 200).ToString());
    }

    [Fact]
    public async Task Without_keys_a_model_with_personal_members_opens_no_store()
    {
        using var log = EmbeddedEventLog.OpenInMemory();
        var refused = Assert.Throws<ArgumentException>(() => new OpossumStore(log, CampusModel.Model));
        Assert.Contains("SubjectKeys.InDirectory", refused.Message, StringComparison.Ordinal);
        var withheld = new OpossumStore(log, CampusModel.Model, new() { Keys = SubjectKeys.Withheld });
        await withheld.OpenKeysAsync(TestContext.Current.CancellationToken);
        await withheld.AppendAsync(new ClassPhotographed(new(4), []));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => withheld.AppendAsync(new StudentRegistered(Ada, "Ada", null, "")).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => withheld.EraseAsync(Ada));
    }

    private async Task<TEvent> ReadAsync<TEvent>() where TEvent : class, IEvent<TEvent> =>
        (await _store.ReadAsync(Query.Of<TEvent>(), backward: true, limit: 1).SingleAsync(TestContext.Current.CancellationToken)).Event;

    private async Task<SequencedEvent> LastAsync()
    {
        using var reader = _store.Log.Read(Query.All, new() { Backward = true, Limit = 1 });
        await reader.FillAsync(TestContext.Current.CancellationToken);
        Assert.True(reader.TryRead(out var e));
        return e.ToSequencedEvent();
    }

    private async Task<string> StoredAsync() => Encoding.UTF8.GetString((await LastAsync()).Payload.Span);

    private async Task AppendAsync(string type, string payload, Tag tag, int version = 1) => await _store.Log.AppendAsync(
        [new EventData(type, Encoding.UTF8.GetBytes(payload), tag) { Encoding = PayloadEncoding.Json, Version = version }]);
}
