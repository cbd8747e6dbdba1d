using Opossum.Typed.Analyzers.Consumers;

namespace Opossum.Typed.Analyzers.Tests.Consumers;

/// <summary>OPSM3022.</summary>
public class UnkeyedAppendTests
{
    [SampledTheory]
    [InlineData("async Task On(Left e) => await {|OPSM3022:store.DecideAsync(new FillSeat(e.Course))|};")]
    [InlineData("async Task On(ICourseEvent e) => await {|OPSM3022:store.AppendAsync(new SeatFilled(default))|};")]
    [InlineData("async Task On(Left e) => _ = await {|OPSM3022:store.TryAppendAsync(new SeatFilled(e.Course), query)|};")]
    [InlineData("async Task On(Left e) => await {|OPSM3022:log.AppendAsync(default)|}.ConfigureAwait(false);")]
    [InlineData("async Task On(Left e) => await {|OPSM3022:store.DecideAsync(new FillSeat(e.Course), key: null)|};")]
    [InlineData("async Task On(Left e, ConsumedEvent at) => await {|OPSM3022:store.DecideAsync(new FillSeat(e.Course), at.Id)|};")]
    [InlineData("async Task On(Left e) => await {|OPSM3022:store.DecideAsync(new FillSeat(e.Course), key: Guid.NewGuid())|};")]
    [InlineData("""
        async Task On(Left e) { foreach (var o in e.Others) await {|OPSM3022:store.DecideAsync(new FillSeat(o))|}; }
        """)]
    [InlineData("""
        Task On(Left e) => Fill(e.Course);
        Task On(Closed e) => Fill(e.Course);
        private async Task Fill(CourseId course) => await {|OPSM3022:store.DecideAsync(new FillSeat(course))|};
        """)]
    [InlineData("""
        Task On(Left e) => Fill(e.Course);
        private async Task Fill(CourseId course, AppendKey? key = null) =>
            await {|OPSM3022:store.DecideAsync(new FillSeat(course), key)|};
        """)]
    [InlineData("""
        Task On(Left e)
        {
            return Fill();
            async Task Fill() => await {|OPSM3022:store.DecideAsync(new FillSeat(e.Course))|};
        }
        """)]
    [InlineData("""
        Task On(Left e) => Task.WhenAll(e.Others.Select(Fill));
        async Task Fill(CourseId course) => await {|OPSM3022:store.DecideAsync(new FillSeat(course))|};
        """)]
    public Task An_append_without_a_key_of_the_event_is_reported(string members) =>
        ConsumerSource.RuleAsync<UnkeyedAppendAnalyzer>(members);

    [SampledTheory]
    [InlineData("""
        async Task On(Left e, ConsumedEvent at) => await store.DecideAsync(new FillSeat(e.Course), key: at.KeyFor("fill-seat"));
        """)]
    [InlineData("async Task On(Left e, ConsumedEvent at) => await store.DecideAsync(new FillSeat(e.Course), at.KeyFor(\"fill-seat\"));")]
    [InlineData("async Task On(Left e) => await store.DecideAsync(new FillSeat(e.Course), key: e.Course.Value);")]
    [InlineData("async Task On(Left e, ConsumedEvent at) => await store.DecideAsync(new FillSeat(e.Course), key: $\"{at.Id:N}/fill\");")]
    [InlineData("""
        Task On(Left e, ConsumedEvent at) => Fill(e.Course, at.KeyFor("fill-seat"));
        private async Task Fill(CourseId course, AppendKey? key = null) => await store.DecideAsync(new FillSeat(course), key);
        """)]
    [InlineData("""
        async Task On(Left e, ConsumedEvent at)
        {
            var key = at.KeyFor("fill-seat");
            await store.DecideAsync(new FillSeat(e.Course), key);
        }
        """)]
    [InlineData("""
        void On(Left e) { }
        public async Task Fill(CourseId course) => await store.DecideAsync(new FillSeat(course));
        public Task On(CourseId course, int times) => Fill(course);
        """)]
    public Task An_append_that_a_redelivery_finds_is_not(string members) => ConsumerSource.RuleAsync<UnkeyedAppendAnalyzer>(members);

    [SampledTheory]
    [InlineData("""
        public class Plain(OpossumStore store) { public async Task On(Left e) => await store.DecideAsync(new FillSeat(e.Course)); }
        """)]
    [InlineData("""
        [Consumer("c")] public partial class Outer
        {
            void On(Left e) { }
            public class Inner(OpossumStore store) { public async Task On(Left e) => await store.DecideAsync(new FillSeat(e.Course)); }
        }
        """)]
    [InlineData("""
        public class Mine { public Task AppendAsync(CourseId course) => Task.CompletedTask; }
        [Consumer("c")] public partial class C(Mine mine) { Task On(Left e) => mine.AppendAsync(e.Course); }
        """)]
    public Task An_append_elsewhere_is_not(string types) => ConsumerSource.TypesAsync<UnkeyedAppendAnalyzer>(types);

    [Fact]
    public Task Both_files_of_a_consumer_are_looked_at() => ConsumerSource.TypesAsync<UnkeyedAppendAnalyzer>("""
        [Consumer("c")] public partial class C(OpossumStore store)
        {
            Task On(Left e) => Fill(e.Course);
            private partial Task Fill(CourseId course);
        }
        public partial class C
        {
            private async partial Task Fill(CourseId course) => await {|OPSM3022:store.DecideAsync(new FillSeat(course))|};
        }
        """);
}
