using System.Text;
using Opossum.Typed.Tests.Campus;

namespace Opossum.Typed.Tests.Personal;

/// <summary>What is personal in records of every form: written, read in the order it was written in and in any other, and erased.</summary>
public sealed class SealedShapeTests : IDisposable
{
    private static readonly StudentId Ada = new(Guid.NewGuid()), Grace = new(Guid.NewGuid());
    private static readonly GuestId Guest = new("g"), Other = new("o");

    private readonly OpossumStore _store = OpossumStore.OpenInMemory(CampusModel.Model);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_member_that_a_base_record_declares()
    {
        var e = new StudentPraised(Ada, "well done", 5);
        await AppendAsync(e);
        Assert.All(await ReadAsync<StudentPraised>(), read => Assert.Equal(e, read));
        await _store.EraseAsync(Ada);
        Assert.All(await ReadAsync<StudentPraised>(), read => Assert.Equal(e with { Note = null }, read));
    }

    [Fact]
    public async Task Structs_in_a_dictionary_a_nullable_one_and_cases()
    {
        var members = new Dictionary<string, Member> { ["a"] = new(Ada, "ada", 1), ["b"] = new(Grace, "grace", 2) };
        await AppendAsync(new TeamFounded(new(1), members, new(Ada, "boss", 3), new ByPhone(Guest, 4711, 'z'), "on"));
        foreach (var read in await ReadAsync<TeamFounded>())
        {
            Assert.Equal(members, read.Members);
            Assert.Equal((new Member(Ada, "boss", 3), new ByPhone(Guest, 4711, 'z'), "on"), (read.Head, read.Contact, read.Motto));
        }

        await _store.EraseAsync(Ada);
        await _store.EraseAsync(Guest);
        foreach (var read in await ReadAsync<TeamFounded>())
        {
            Assert.Equal((null, "grace"), (read.Members["a"].Nick, read.Members["b"].Nick));
            Assert.Equal((new Member(Ada, null, 3), new ByPhone(Guest, null, 'x')), (read.Head, read.Contact));
        }
    }

    [Fact]
    public async Task A_case_with_a_replacement_and_no_head()
    {
        await AppendAsync(new TeamFounded(new(1), [], null, new ByMail(Other, "Main Street"), "on"));
        Assert.All(
            await ReadAsync<TeamFounded>(),
            static read => Assert.Equal((null, new ByMail(Other, "Main Street")), (read.Head, read.Contact)));
        await _store.EraseAsync(Other);
        Assert.All(await ReadAsync<TeamFounded>(), static read => Assert.Equal(new ByMail(Other, "nowhere"), read.Contact));
    }

    [Fact]
    public async Task Records_that_hold_records_of_their_own_type()
    {
        await AppendAsync(new TreeDrawn(new(Ada, "root", [new(Grace, "left", []), new(Ada, "right", [new(Grace, "leaf", [])])])));
        Assert.All(await ReadAsync<TreeDrawn>(), static read => Assert.Equal("root(left,right(leaf))", Names(read.Root)));
        await _store.EraseAsync(Grace);
        Assert.All(await ReadAsync<TreeDrawn>(), static read => Assert.Equal("root(-,right(-))", Names(read.Root)));

        static string Names(Branch branch) => (branch.Name ?? "-")
            + (branch.Below.Count == 0 ? "" : $"({string.Join(',', branch.Below.Select(Names))})");
    }

    [Fact]
    public async Task Values_of_many_types()
    {
        await AppendAsync(new ValuesTold(
            Guest, 1, 2, 3.5, 4.5f, 5.5m, true, [1, 2], DateTimeOffset.UnixEpoch, new() { [Diet.Vegan] = null, [Diet.Anything] = 2 },
            (1, "y"), 42, ["n1", "n2"]) { Required = "said", Kept = null });
        foreach (var read in await ReadAsync<ValuesTold>())
        {
            Assert.Equal(((byte)1, 2L, 3.5, 4.5f, 5.5m, true), (read.B, read.L, read.D, read.F, read.M, read.Is));
            Assert.Equal([1, 2], read.Raw!);
            Assert.Equal((DateTimeOffset.UnixEpoch, (1, "y"), 42, "said", null), (read.At, read.Pair, read.Code, read.Required, read.Kept));
            Assert.Equal((null, 2m), (read.Prices![Diet.Vegan], read.Prices[Diet.Anything]));
            Assert.Equal(["n1", "n2"], read.Nicks!);
        }

        var found = _store.ReadAsync(ValuesTold.ForNick("n2") & ValuesTold.ForCode(42));
        Assert.Equal(2, await found.CountAsync(TestContext.Current.CancellationToken));
        await _store.EraseAsync(Guest);
        foreach (var read in await ReadAsync<ValuesTold>())
        {
            Assert.Equal(((byte)7, -1L, 0.5, 1.5f, 3m, false), (read.B, read.L, read.D, read.F, read.M, read.Is));
            Assert.Equal(
                (null, null, null, null, null, null, "none", null),
                (read.Raw, read.At, read.Prices, read.Pair, read.Code, read.Nicks, read.Required, read.Kept));
        }
    }

    /// <summary>As it is, and once more with a blank, which sends the reader the way of any order.</summary>
    private async Task AppendAsync(IEvent e)
    {
        await _store.AppendAsync(e);
        using var reader = _store.Log.Read(Query.All, default);
        await reader.FillAsync(TestContext.Current.CancellationToken);
        Assert.True(reader.TryRead(out var view));
        var spaced = Encoding.UTF8.GetBytes("{ " + Encoding.UTF8.GetString(view.Payload)[1..]);
        await _store.Log.AppendAsync([new EventData(view.TypeName, spaced, [.. view.GetTags()]) { Encoding = PayloadEncoding.Json }]);
    }

    private async Task<List<TEvent>> ReadAsync<TEvent>() where TEvent : class, IEvent<TEvent>
    {
        var read = await _store.ReadAsync(Query.Of<TEvent>()).Select(static e => e.Event)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, read.Count);
        return read;
    }
}
