using System.Runtime.CompilerServices;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Decisions.Kept;

/// <summary>What keeps the states: which are found, which are refused, and which go first.</summary>
public class KeptStatesTests
{
    private static readonly Guid Store = Guid.NewGuid();
    private static readonly Guid OtherStore = Guid.NewGuid();
    private static readonly DecisionModelShape Shape = DecisionModelShape<Turnover>.Instance;

    public static TheoryData<string> Parts => ["boundary", "another tag", "model", "fold", "events", "store", "epoch"];

    [Fact]
    public void A_state_is_found_by_an_equal_key()
    {
        var states = new KeptStates(1 << 20, 1);
        states.Keep(State(Key(1), position: 7, count: 3));
        var found = Assert.IsType<KeptState<Turnover>>(states.Find(Key(1)));
        Assert.Equal((7, 3, 3), (found.Position, found.Events, found.CopyModel().Count));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_state_of_another_boundary_fold_store_or_epoch_is_not_found(string part)
    {
        var states = new KeptStates(1 << 20, 1);
        states.Keep(State(Key(1), position: 7, count: 3));
        Assert.Null(states.Find(Other(part)));
    }

    /// <summary>As a bug or a bit of memory could have it: a state lies where one of another key is looked for.</summary>
    [Theory]
    [MemberData(nameof(Parts))]
    public void A_state_in_the_place_of_another_is_refused_and_forgotten(string part)
    {
        var states = new KeptStates(1 << 20, 1);
        StatesOf(states)[Other(part)] = State(Key(1), position: 7, count: 3);
        Assert.Null(states.Find(Other(part)));
        Assert.Equal(0, states.Count);
    }

    [Fact]
    public void A_state_with_any_flipped_byte_is_refused_and_forgotten()
    {
        for (var i = 0; i < Unsafe.SizeOf<Turnover>(); i++)
        {
            var states = new KeptStates(1 << 20, 1);
            var state = State(Key(1), position: 7, count: 3);
            states.Keep(state);
            Unsafe.Add(ref Unsafe.As<Turnover, byte>(ref ModelOf(state)), i) ^= 0x10;
            Assert.Null(states.Find(Key(1)));
            Assert.Equal((0, 0L), (states.Count, states.Bytes));
        }
    }

    [Fact]
    public void A_position_that_is_another_one_than_was_kept_is_refused()
    {
        var states = new KeptStates(1 << 20, 1);
        var state = State(Key(1), position: 7, count: 3);
        states.Keep(state);
        PositionOf(state) = 8;
        Assert.Null(states.Find(Key(1)));
    }

    [Fact]
    public void Of_two_states_of_one_boundary_the_newer_one_is_kept()
    {
        var states = new KeptStates(1 << 20, 1);
        states.Keep(State(Key(1), position: 7, count: 3));
        states.Keep(State(Key(1), position: 9, count: 4));
        states.Keep(State(Key(1), position: 8, count: 3));
        Assert.Equal((9, 1), (states.Find(Key(1))!.Position, states.Count));
    }

    [Fact]
    public void Those_that_were_not_used_for_the_longest_time_go_first()
    {
        var one = State(Key(1), position: 1, count: 1).Bytes;
        var grew = 0L;
        var states = new KeptStates((5 * one) + (one / 2), 1) { Grew = bytes => grew += bytes };
        for (var i = 1; i <= 5; i++) states.Keep(State(Key(i), position: i, count: i));
        Assert.NotNull(states.Find(Key(1)));
        for (var i = 6; i <= 8; i++) states.Keep(State(Key(i), position: i, count: i));
        Assert.Equal([1, 5, 6, 7, 8], Enumerable.Range(1, 8).Where(i => states.Find(Key(i)) is not null));
        Assert.Equal((5 * one, 5 * one), (states.Bytes, grew));
    }

    [Fact]
    public void A_state_that_takes_all_the_memory_is_not_kept_nor_is_what_was_there_before()
    {
        var states = new KeptStates(4_000, 1);
        states.Keep(Roster(2));
        Assert.Equal(1, states.Count);
        states.Keep(Roster(200));
        Assert.Equal((0, 0L), (states.Count, states.Bytes));
    }

    [Fact]
    public void A_larger_state_counts_as_larger()
    {
        var (small, large) = (Roster(10).Bytes, Roster(1_000).Bytes);
        Assert.InRange(large - small, 990 * 40, 990 * 120);
        var texts = new Ledger(new(1)) { Texts = [.. Enumerable.Repeat(new string('x', 1_000), 300)] };
        Assert.InRange(new KeptState<Ledger>(Key(1), 1, 1, texts).Bytes, 300 * 2_000, 300 * 2_100);
    }

    [Fact]
    public void It_takes_about_the_memory_that_it_says()
    {
        StudentId[] students = [.. Enumerable.Range(0, 50_000).Select(static number => new StudentId(number))];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var list = System.Collections.Immutable.ImmutableList.CreateRange(students);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        var state = new KeptState<FrozenRoster>(Key(1), 1, 1, new(new(1)) { Students = list });
        Assert.InRange((double)state.Bytes / taken, 0.5, 2);
    }

    [Fact]
    public void Many_threads_may_keep_and_find()
    {
        var states = new KeptStates(20_000, 1);
        Parallel.For(0, 8, new() { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, thread =>
        {
            for (var i = 0; i < 3_000; i++)
            {
                var number = i % 100;
                if (states.Find(Key(number)) is KeptState<Turnover> found) Assert.Equal(found.Position, found.CopyModel().Count);
                states.Keep(State(Key(number), position: i + thread, count: i + thread));
            }
        });
        Assert.InRange(states.Bytes, 1, 20_000);
        Assert.InRange(states.Count, 1, 99);
    }

    private static StateKey Key(int account) => new(typeof(Turnover), Shape, [new($"account:{account}")], Store, TagEpoch: 0);

    private static StateKey Other(string part) => part switch
    {
        "boundary" => Key(2),
        "another tag" => Key(1) with { Boundary = [.. Key(1).Boundary, new("more:1")] },
        "model" => Key(1) with { Model = typeof(Balance) },
        "fold" => Key(1) with { Shape = With(Shape, logic: "another") },
        "events" => Key(1) with { Shape = DecisionModelShape<Balance>.Instance },
        "store" => Key(1) with { StoreId = OtherStore },
        _ => Key(1) with { TagEpoch = 1 },
    };

    private static DecisionModelShape With(DecisionModelShape shape, string logic) => new()
    {
        Events = shape.Events,
        Logic = logic,
        CanBeCopied = shape.CanBeCopied,
        CanBeKept = shape.CanBeKept,
    };

    private static KeptState<Turnover> State(StateKey key, long position, int count) =>
        new(key, position, count, new(new(1)) { Count = count, Totals = new(count * 10L) });

    private static KeptState<FrozenRoster> Roster(int students) => new(
        Key(1) with { Model = typeof(FrozenRoster), Shape = DecisionModelShape<FrozenRoster>.Instance }, students, students,
        new(new(1)) { Students = [.. Enumerable.Range(0, students).Select(static number => new StudentId(number))] });

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_states")]
    private static extern ref Dictionary<StateKey, KeptState> StatesOf(KeptStates states);

    private static ref Turnover ModelOf(KeptState<Turnover> state) => ref Accessor<Turnover>.Model(state);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Position>k__BackingField")]
    private static extern ref long PositionOf(KeptState state);

    private static class Accessor<TModel> where TModel : IDecisionModel<TModel>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_model")]
        public static extern ref TModel Model(KeptState<TModel> state);
    }
}
