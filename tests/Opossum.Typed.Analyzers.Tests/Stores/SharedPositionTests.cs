using Opossum.Typed.Analyzers.Stores.Conditions;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>OPSM3009.</summary>
public class SharedPositionTests
{
    private const string TwoReads = """
        var seats = store.ReadAsync(Subscribed.For(course));
        var taken = await seats.CountAsync();
        var load = store.ReadAsync(Subscribed.For(ada));
        var courses = await load.CountAsync();

        """;

    [SampledTheory]
    [InlineData(TwoReads + """
        if (taken < capacity && courses < 5)
            await store.AppendAsync(
                new Subscribed(course, ada), (Subscribed.For(course) | Subscribed.For(ada)).After({|OPSM3009:load.Head|}));
        """)]
    [InlineData(TwoReads + """
        var head = Math.Max(seats.Head, load.Head);
        if (taken < capacity && courses < 5)
            await store.AppendAsync(
                new Subscribed(course, ada), (Subscribed.For(course) | Subscribed.For(ada)).After({|OPSM3009:head|}));
        """)]
    [InlineData("""
        var taken = await store.ReadAsync(Subscribed.For(course)).CountAsync();
        var head = store.Head;
        var courses = await store.ReadAsync(Subscribed.For(ada)).CountAsync();
        if (taken < capacity && courses < 5)
            await store.AppendAsync(new Subscribed(course, ada), (Subscribed.For(course) | Subscribed.For(ada)).After({|OPSM3009:head|}));
        """)]
    [InlineData(TwoReads + """
        if (taken < capacity && courses < 5)
            await store.AppendAsync(
                new Subscribed(course, ada), Subscribed.For(course).After({|OPSM3009:load.Head|}) | Subscribed.For(ada).After(load.Head));
        """)]
    public Task A_position_of_a_later_read_is_reported(string body) => CourseSource.RuleAsync<SharedPositionAnalyzer>(body);

    [SampledTheory]
    [InlineData(TwoReads + """
        if (taken < capacity && courses < 5)
            await store.AppendAsync(
                new Subscribed(course, ada), Subscribed.For(course).After(seats.Head) | Subscribed.For(ada).After(load.Head));
        """)]
    [InlineData("""
        var head = store.Head;
        var taken = await store.ReadAsync(Subscribed.For(course)).CountAsync();
        var courses = await store.ReadAsync(Subscribed.For(ada)).CountAsync();
        if (taken < capacity && courses < 5)
            await store.AppendAsync(new Subscribed(course, ada), (Subscribed.For(course) | Subscribed.For(ada)).After(head));
        """)]
    [InlineData(TwoReads + """
        if (taken < capacity && courses < 5)
            await store.AppendAsync(
                new Subscribed(course, ada), (Subscribed.For(course) | Subscribed.For(ada)).After(Math.Min(seats.Head, load.Head)));
        """)]
    [InlineData("""
        var seats = store.ReadAsync(Subscribed.For(course));
        var taken = await seats.CountAsync();
        var load = store.ReadAsync(Subscribed.For(ada));
        Console.WriteLine(await load.CountAsync());
        if (taken < capacity)
            await store.AppendAsync(new Subscribed(course, ada), Subscribed.For(course).After(Math.Max(seats.Head, 0)));
        """)]
    [InlineData("""
        var seats = store.ReadAsync(Subscribed.For(course));
        Console.WriteLine(await seats.CountAsync());
        var load = store.ReadAsync(Subscribed.For(ada));
        if (await load.CountAsync() < 5)
            await store.AppendAsync(new Subscribed(course, ada), (Subscribed.For(course) | Subscribed.For(ada)).After(load.Head));
        """)]
    public Task One_that_is_not_later_than_the_reads_it_guards_is_not(string body) => CourseSource.RuleAsync<SharedPositionAnalyzer>(body);
}
