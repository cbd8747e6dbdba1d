using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Store;

/// <summary>Events of old versions are read as the newest.</summary>
public class VersionTests
{
    private const string First = """{"room":1,"name":"t","parts":[{"text":"a","kind":"Talk"},null]}""";
    private const string Second = """{"room":1,"title":"t","hours":2,"path":""}""";
    private const string Fourth = """{"room":1,"title":"t","minutes":120,"speaker":"ada","path":""}""";
    private const string Fifth = """{"room":1,"title":"t","minutes":120,"speakers":["ada","bob"],"isPublic":false,"path":""}""";

    private static readonly RoomId Room = new(1);

    [Theory]
    [InlineData(1, First, "245", 120, "nobody")]
    [InlineData(2, Second, "45", 120, "nobody")]
    [InlineData(4, Fourth, "5", 120, "ada")]
    [InlineData(5, Fifth, "", 120, "ada,bob")]
    public async Task Each_version_takes_the_way_from_its_own_record_to_the_newest(
        int version, string json, string path, int minutes, string speakers)
    {
        var e = await ReadAsync(version, json);
        Assert.Equal((path, minutes, speakers), (e.Path, e.Minutes, string.Join(',', e.Speakers)));
    }

    [Theory]
    [InlineData(1, """{ "parts": [], "name": "t", "room": 1 }""", "245")]
    [InlineData(2, """{"path":"x","hours":0,"extra":[1],"title":"t","room":1}""", "x45")]
    public async Task An_old_version_is_read_in_any_order_too(int version, string json, string path) =>
        Assert.Equal(path, (await ReadAsync(version, json)).Path);

    [Theory]
    [InlineData("""{"room":1,"title":"t","minutes":7,"speaker":"ada","path":""}""", "ada")]
    [InlineData("""{"room":1,"title":"t","minutes":7}""", "nobody")]
    public async Task A_version_without_a_record_is_read_as_the_next_one_that_has_one(string json, string speaker)
    {
        var e = await ReadAsync(3, json);
        Assert.Equal(("5", speaker), (e.Path, e.Speakers.Single()));
    }

    [Fact]
    public async Task A_version_without_a_record_that_does_not_fit_the_next_one_is_an_error_with_its_version()
    {
        var error = await Assert.ThrowsAsync<EventFormatException>(() => ReadAsync(3, """{"room":1,"title":"t"}"""));
        Assert.Equal(
            "Event 'lecture-held' (version 3) at position 1: field 'minutes': it is required, but missing (byte 21 of the payload).",
            error.Message);
    }

    [Fact]
    public async Task The_newest_version_is_not_read_as_an_old_one()
    {
        var error = await Assert.ThrowsAsync<EventFormatException>(() => ReadAsync(5, Fourth));
        Assert.Equal(
            "Event 'lecture-held' at position 1: field 'speakers': it is required, but missing (byte 61 of the payload).", error.Message);
    }

    [Fact]
    public async Task It_is_appended_as_the_newest()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new LectureHeld(Room, "t", 1, []));
        Assert.Equal(5, (await store.RawAsync()).Single().Version);
        Assert.Equal(5, EventDescriptor.Of<LectureHeld>().Shape.Version);
    }

    [Fact]
    public async Task Versions_stand_beside_each_other_in_one_read()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        foreach (var (version, json) in new[] { (5, Fifth), (1, First), (4, Fourth), (2, Second) })
            await store.AppendRawAsync("lecture-held", json, version, tags: "room:1");
        await store.AppendRawAsync("talk-held", First, version: 1, tags: "room:1");
        Assert.Equal(["", "245", "5", "45", "245"], await store.ReadAsync(LectureHeld.For(Room)).Select(e => e.Event.Path).ToListAsync());
        Assert.Equal(
            ["", "245", "5", "45", "245"],
            await store.FollowAsync(Query.All).Take(5).Select(e => ((LectureHeld)e.Event).Path).ToListAsync());
    }

    [Fact]
    public async Task A_condition_is_refused_by_an_old_version()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendRawAsync("lecture-held", First, version: 1, tags: "room:1");
        Assert.False((await store.TryAppendAsync(new LectureHeld(Room, "t", 1, []), unless: LectureHeld.For(Room))).IsAppended);
    }

    [Fact]
    public async Task An_error_in_an_old_payload_names_its_version_and_the_name_that_it_is_stored_under()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendRawAsync("talk-held", """{"room":1,"name":"t","parts":[{"text":"a","kind":"Chat"}]}""", version: 1);
        var error = await Assert.ThrowsAsync<EventFormatException>(async () => await store.ReadAsync(Query.All).ToListAsync());
        Assert.Equal("Event 'talk-held' (version 1) at position 1: field 'parts[0].kind': expected one of Talk, Discussion, "
            + "found other text (byte 49 of the payload).", error.Message);
        Assert.Equal("talk-held", error.EventName);
    }

    [Fact]
    public async Task What_an_upcaster_throws_is_named_with_version_and_position()
    {
        var error = await Assert.ThrowsAsync<EventFormatException>(() =>
            ReadAsync(4, Fourth.Replace("120", "-1", StringComparison.Ordinal)));
        Assert.Equal("Event 'lecture-held' (version 4) at position 1: Opossum.Typed.Tests.Store.LectureHeld does not take what it holds: "
            + "ArgumentException.", error.Message);
        Assert.IsType<ArgumentException>(error.InnerException);
    }

    [Fact]
    public void An_old_version_is_no_event_of_the_model()
    {
        Assert.Same(EventDescriptor.Of<LectureHeld>(), Shapes.Model.Find("lecture-held"));
        Assert.False(typeof(IEvent).IsAssignableFrom(typeof(LectureHeldV1)));
    }

    private static async Task<LectureHeld> ReadAsync(int version, string json)
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendRawAsync("lecture-held", json, version, tags: "room:1");
        return (await store.ReadAsync(LectureHeld.For(Room)).SingleAsync()).Event;
    }
}
