using System.Runtime.CompilerServices;
using System.Text;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.CrashSim.Tests.Decisions;

namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>
/// Decisions on a store that keeps state, compared with those of a store that keeps none, on whatever engine it is loaded with, until
/// something is wrong.
/// </summary>
internal static class DecisionHunt
{
    private const int Tills = 4;

    public static string? Run()
    {
        try
        {
            foreach (var fewest in (int[])[1, 6]) Compare(fewest, steps: 300).GetAwaiter().GetResult();
            Retag(whileReading: false).GetAwaiter().GetResult();
            Retag(whileReading: true).GetAwaiter().GetResult();
            AppendBetweenReads().GetAwaiter().GetResult();
            DecideTwiceAtOnce().GetAwaiter().GetResult();
            GiveWhatIsNotFresh().GetAwaiter().GetResult();
            FlipBytes();
            SnapshotHunt.Run();
            return null;
        }
        catch (Exception e)
        {
            return e is InvalidOperationException ? e.Message : e.ToString();
        }
    }

    private static async Task Compare(int fewest, int steps)
    {
        var dice = new Random(fewest);
        await using var plain = Open(keptBytes: 0, fewest);
        await using var kept = Open(keptBytes: 1 << 20, fewest);
        for (var step = 0; step < steps; step++)
        {
            var pay = new Pay(new(dice.Next(Tills)), new(dice.Next(Tills)), dice.Next(20));
            var (expected, actual) = (await plain.DecideAsync(pay), await kept.DecideAsync(pay));
            Expect(expected.ToString(), actual.ToString(), $"decision {step}");
            var till = new TillId(dice.Next(Tills));
            Expect($"{await BuildAsync(plain, till)}", $"{await BuildAsync(kept, till)}", $"model {step}");
        }

        Expect($"{plain.Head}", $"{kept.Head}", "the head");
    }

    private static async Task Retag(bool whileReading)
    {
        await using var log = new InterruptedLog(EmbeddedEventLog.OpenInMemory());
        var store = new OpossumStore(log, TillEvents.Model, new() { KeptStateEvents = 1 });
        await store.AppendAsync(new Paid(new(1), new(2), 5));
        var untagged = Encoding.UTF8.GetBytes("""{"from":1,"to":3,"amount":7}""");
        await log.Below.AppendAsync([new EventData("paid", untagged) { Encoding = PayloadEncoding.Json }]);
        Expect("1 -5", await BuildAsync(store, new(1)), "before the retagging");
        if (whileReading) log.BeforeRead = () => new OpossumStore(log.Below, TillEvents.Model).RetagAsync().GetAwaiter().GetResult();
        else await new OpossumStore(log.Below, TillEvents.Model).RetagAsync();
        Expect("2 -12", await BuildAsync(store, new(1)), "after the retagging");
    }

    private static async Task AppendBetweenReads()
    {
        await using var log = new InterruptedLog(EmbeddedEventLog.OpenInMemory());
        var store = new OpossumStore(log, TillEvents.Model, new() { KeptStateEvents = 1 });
        for (var i = 0; i < 20; i++) await store.AppendAsync(new Paid(new(1), new(2), 1));
        await store.BuildAsync(new Till(new(1)));
        for (var i = 0; i < 20; i++) await store.AppendAsync(new Paid(new(3), new(4), 1));
        log.AfterRead = () => new OpossumStore(log.Below, TillEvents.Model).AppendAsync([new Paid(new(3), new(1), 1)]).AsTask().Wait();
        var (first, second, unless) = await store.BuildAsync(new Till(new(1)), new Till(new(3)));
        Expect("20 20 40", $"{first.Count} {second.Count} {unless.Guards[0].After}", "models of one snapshot");
    }

    /// <summary>Two decisions begin with one state, and each folds what came after it.</summary>
    private static async Task DecideTwiceAtOnce()
    {
        await using var log = new InterruptedLog(EmbeddedEventLog.OpenInMemory());
        var store = new OpossumStore(log, TillEvents.Model, new() { KeptStateEvents = 1 });
        var look = new Pay(new(1), new(2), Amount: 0);
        for (var i = 0; i < 20; i++) await store.AppendAsync(new Paid(new(1), new(2), 1));
        await store.DecideAsync(look);
        await store.AppendAsync(new Paid(new(1), new(2), 4));
        var inside = "";
        log.AfterRead = () => inside = $"{store.DecideAsync(look).AsTask().GetAwaiter().GetResult()}";
        var outside = $"{await store.DecideAsync(look)}";
        Expect(inside, outside, "the second of two decisions at once");
    }

    private static async Task GiveWhatIsNotFresh()
    {
        await using var store = Open(keptBytes: 1 << 20, fewest: 1);
        await store.AppendAsync(new Paid(new(1), new(2), 5));
        await store.BuildAsync(new Till(new(1)));
        var (till, _) = await store.BuildAsync(new Till(new(1)) { Sum = 100 });
        Expect("95", $"{till.Sum}", "a model that held something");
    }

    private static void FlipBytes()
    {
        for (var i = 0; i < Unsafe.SizeOf<Till>(); i++)
        {
            var key = new StateKey(
                typeof(Till), DecisionModelShape<Till>.Instance, [new("till:1")], Guid.Empty, TagEpoch: 0);
            var state = new KeptState<Till>(key, 3, 1, new(new(1)) { Count = 1 });
            var states = new KeptStates(1 << 20, 1);
            states.Keep(state);
            Unsafe.Add(ref Unsafe.As<Till, byte>(ref Accessor<Till>.Model(state)), i) ^= 1;
            if (states.Find(key) is not null) throw new InvalidOperationException($"a state whose byte {i} was flipped is used");
        }
    }

    private static OpossumStore Open(long keptBytes, int fewest) =>
        OpossumStore.OpenInMemory(TillEvents.Model, new() { KeptStateBytes = keptBytes, KeptStateEvents = fewest });

    private static async Task<string> BuildAsync(OpossumStore store, TillId id)
    {
        var (till, _) = await store.BuildAsync(new Till(id));
        return $"{till.Count} {till.Sum}";
    }

    private static void Expect(string expected, string actual, string what)
    {
        if (expected != actual) throw new InvalidOperationException($"with kept state {what} is '{actual}', and '{expected}' without");
    }

    private static class Accessor<TModel> where TModel : IDecisionModel<TModel>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_model")]
        public static extern ref TModel Model(KeptState<TModel> state);
    }
}
