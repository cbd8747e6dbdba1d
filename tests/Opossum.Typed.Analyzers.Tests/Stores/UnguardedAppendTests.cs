using Opossum.Typed.Analyzers.Stores;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>OPSM3001.</summary>
public class UnguardedAppendTests
{
    [SampledTheory]
    [InlineData("""
        var (count, _) = await store.BuildAsync(new Count(1));
        if (count.Number > 3) return;
        await {|OPSM3001:store.AppendAsync(new A(1))|};
        """)]
    [InlineData("""
        var (count, unless) = await store.BuildAsync(new Count(1)).ConfigureAwait(false);
        await {|OPSM3001:store.AppendAsync(new A(count.Number))|};
        """)]
    [InlineData("""
        var built = await store.BuildAsync(new Count(1));
        var next = built.Model.Number + 1;
        await {|OPSM3001:store.AppendAsync([new A(next)], unless: null)|};
        """)]
    [InlineData("""
        var taken = 0;
        await foreach (var e in store.ReadAsync(query)) taken++;
        if (taken < 30) await {|OPSM3001:store.AppendAsync(new A(1))|};
        """)]
    [InlineData("""
        var found = false;
        await foreach (var e in store.ReadAsync(query).WithCancellation(default)) { found = true; }
        if (found) throw new Exception();
        await {|OPSM3001:store.AppendAsync(new A(1))|};
        """)]
    [InlineData("""
        IEvent? last = null;
        await foreach (var e in store.ReadAsync(query)) last = e.Event;
        switch (last) { case A: await {|OPSM3001:store.AppendAsync(new B(1))|}; break; }
        """)]
    [InlineData("""
        await foreach (var e in store.ReadAsync(query)) _taken++;
        if (_taken < 30) await {|OPSM3001:store.AppendAsync(new A(1))|}; }
        private int _taken;
        void Rest() {
        """)]
    [InlineData("""
        this.Found = await store.ReadAsync(query).AnyAsync();
        if (Found) return;
        await {|OPSM3001:store.AppendAsync(new A(1))|}; }
        private bool Found { get; set; }
        void Rest() {
        """)]
    [InlineData("await foreach (var e in store.ReadAsync(query)) await {|OPSM3001:store.AppendAsync(new B((int)e.Position))|};")]
    [InlineData("""
        var read = store.ReadAsync(query);
        var taken = 0;
        await foreach (var e in read) taken++;
        if (taken < 30) await {|OPSM3001:store.AppendAsync(new A(1))|};
        """)]
    [InlineData("var taken = await store.ReadAsync(query).CountAsync(); if (taken < 30) await {|OPSM3001:store.AppendAsync(new A(1))|};")]
    [InlineData("if (await store.ReadAsync(query).AnyAsync()) return; await {|OPSM3001:store.AppendAsync(new A(1))|};")]
    [InlineData("var number = 0; number = await store.ReadAsync(query).CountAsync(); await {|OPSM3001:store.AppendAsync(new A(number))|};")]
    [InlineData("""
        var seen = new List<IEvent>();
        await foreach (var e in store.ReadAsync(query)) seen.Add(e.Event);
        if (seen.Count < 30) await {|OPSM3001:store.AppendAsync(new A(1))|};
        """)]
    [InlineData("""
        var more = new List<IEvent>();
        await foreach (var e in store.ReadAsync(query)) { more.Add(new B((int)e.Position)); }
        await {|OPSM3001:store.AppendAsync(more)|};
        """)]
    [InlineData("""
        var seen = new HashSet<long>();
        await foreach (var e in store.ReadAsync(query)) if (!seen.Add(e.Position)) return;
        if (seen.Count < 30) await {|OPSM3001:store.AppendAsync(new A(1))|};
        """)]
    [InlineData("""
        var room = new Room();
        await foreach (var e in store.ReadAsync(query)) room.Apply(e.Event);
        if (room.Taken > 30) return;
        await {|OPSM3001:store.AppendAsync(new A(1))|}; }
        class Room { public int Taken;
        public void Apply(IEvent e) => Taken++; }
        void Rest() {
        """)]
    [InlineData("""
        var room = new Room();
        await foreach (var e in store.ReadAsync(query)) room.Taken++;
        if (room.Taken > 30) return;
        await {|OPSM3001:store.AppendAsync(new A(1))|}; }
        class Room { public int Taken; }
        void Rest() {
        """)]
    [InlineData("""
        var room = new Room();
        await foreach (var e in store.ReadAsync(query)) room.Last = e.Position;
        if (room.Last > 30) return;
        await {|OPSM3001:store.AppendAsync(new A(1))|}; }
        class Room { public long Last { get; set; } }
        void Rest() {
        """)]
    [InlineData("""
        var counts = new Dictionary<string, int>();
        await foreach (var e in store.ReadAsync(query)) counts[e.Event.ToString()!] = 1;
        if (counts.Count > 30) return;
        await {|OPSM3001:store.AppendAsync(new A(1))|};
        """)]
    [InlineData("""
        var counts = new int[2];
        await foreach (var e in store.ReadAsync(query)) counts[0]++;
        if (counts[0] > 30) return;
        await {|OPSM3001:store.AppendAsync(new A(1))|};
        """)]
    public Task An_append_that_depends_on_a_read_is_reported(string body) => StoreSource.RuleAsync<UnguardedAppendAnalyzer>(body);

    [SampledTheory]
    [InlineData("""
        var (count, unless) = await store.BuildAsync(new Count(1));
        if (count.Number > 3) return;
        await store.AppendAsync(new A(1), unless);
        """)]
    [InlineData("""
        var taken = 0;
        await foreach (var e in store.ReadAsync(query)) taken++;
        if (taken < 30) await store.AppendAsync(new A(1), unless: query.After(head));
        """)]
    [InlineData("await foreach (var e in store.ReadAsync(query)) Console.WriteLine(e.Position); await store.AppendAsync(new A(1));")]
    [InlineData("await foreach (var e in store.ReadAsync(query)) await copy.AppendAsync(e.Event);")]
    [InlineData("""
        await foreach (var e in store.ReadAsync(query)) await store.AppendAsync(new B((int)e.Position), key: "of-" + e.Position);
        """)]
    [InlineData("await foreach (var e in store.FollowAsync(query)) await store.AppendAsync(new B((int)e.Position));")]
    [InlineData("""
        await store.AppendAsync(new A(1));
        var taken = 0;
        await foreach (var e in store.ReadAsync(query)) taken++;
        if (taken < 30) Console.WriteLine(taken);
        """)]
    [InlineData("""
        var known = new List<long>();
        await foreach (var e in store.ReadAsync(query)) if (known.Contains(e.Position)) Console.WriteLine(e);
        if (known.Count < 30) await store.AppendAsync(new A(1));
        """)]
    [InlineData("""
        var mine = copy;
        await foreach (var e in store.ReadAsync(query)) await mine.AppendAsync(e.Event, unless: query);
        if (mine.Head > 3) await store.AppendAsync(new A(1));
        """)]
    [InlineData("""
        var room = new List<int>();
        await foreach (var e in store.ReadAsync(query)) Console.WriteLine(e);
        room.Add(1);
        if (room.Count > 0) await store.AppendAsync(new A(1));
        """)]
    [InlineData("""
        var other = 0;
        await foreach (var e in store.ReadAsync(query)) Console.WriteLine(e);
        if (other < 30) await store.AppendAsync(new A(1));
        """)]
    [InlineData("var read = store.ReadAsync(query); await store.AppendAsync(new A((int)read.Head));")]
    [InlineData("if (await copy.ReadAsync(query).AnyAsync()) return; await store.AppendAsync(new A(1));")]
    public Task One_with_a_condition_or_that_does_not_is_not(string body) => StoreSource.RuleAsync<UnguardedAppendAnalyzer>(body);
}
