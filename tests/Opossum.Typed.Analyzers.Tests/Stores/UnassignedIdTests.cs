using Opossum.Typed.Analyzers.Stores;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>OPSM3014.</summary>
public class UnassignedIdTests
{
    [SampledTheory]
    [InlineData("await store.AppendAsync(new Subscribed({|OPSM3014:default|}, ada), query);")]
    [InlineData("await store.AppendAsync(new Subscribed({|OPSM3014:default(CourseId)|}, ada), query);")]
    [InlineData("await store.AppendAsync(new Subscribed(course, {|OPSM3014:new StudentId()|}), query);")]
    [InlineData("await store.AppendAsync(new Subscribed({|OPSM3014:new(Guid.Empty)|}, ada), query);")]
    [InlineData("await store.AppendAsync(new Subscribed({|OPSM3014:new CourseId(default)|}, ada), query);")]
    [InlineData("await store.AppendAsync(new Subscribed({|OPSM3014:new CourseId(new Guid())|}, ada), query);")]
    [InlineData("var q = Subscribed.For({|OPSM3014:new CourseId(Guid.Empty)|});")]
    [InlineData("var q = Query.Tagged({|OPSM3014:default(CourseId)|});")]
    [InlineData("var t = Tag.Of({|OPSM3014:default(CourseId)|});")]
    [InlineData("var m = new Seats({|OPSM3014:default|});")]
    public Task An_id_of_zeros_is_reported(string body) => CourseSource.RuleAsync<UnassignedIdAnalyzer>(body);

    [SampledTheory]
    [InlineData("await store.AppendAsync(new Subscribed(CourseId.New(), new(Guid.NewGuid())), query);")]
    [InlineData("if (course == default || course == new CourseId(Guid.Empty)) return;")]
    [InlineData("CourseId id = default; Console.WriteLine(id);")]
    [InlineData("Console.WriteLine(default(CourseId));")]
    [InlineData("var d = new Defined(course, default);")]
    [InlineData("Use(default); void Use(CourseId id) { }")]
    [InlineData("""
        var q = Query.Tagged(new Other(default)); } }
        [Tag("other", AllowDefault = true)] public readonly partial record struct Other(Guid Value);
        class Rest { void M() {
        """)]
    [InlineData("""
        var q = Query.Tagged(new Number(0)); } }
        [Tag("number")] public readonly partial record struct Number(int Value);
        class Rest { void M() {
        """)]
    public Task One_that_may_be_meant_is_not(string body) => CourseSource.RuleAsync<UnassignedIdAnalyzer>(body);
}
