using Opossum.Typed.Analyzers.Stores.Conditions;
using Opossum.Typed.CodeFixes.Stores;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>OPSM3002 and 3003.</summary>
public class ReadConditionTests
{
    private const string Count = """
        var read = store.ReadAsync(Subscribed.For(course));
        var n = 0;
        await foreach (var e in read) n++;
        if (n >= capacity) return;
        """;
    private const string Append = "await store.AppendAsync(new Subscribed(course, ada), unless: ";

    [SampledTheory]
    [InlineData(Count + Append + "{|OPSM3002:Subscribed.For(ada)|}.After(read.Head));")]
    [InlineData(Count + Append + "{|OPSM3002:Closed.For(course)|}.After(read.Head));")]
    [InlineData(Count + Append + "{|OPSM3002:Closed.For(course)|}.After(read.Head, read.TagEpoch));")]
    [InlineData(Count + Append + "{|OPSM3002:Subscribed.For(second)|}.After(read.Head));")]
    [InlineData(Count + Append + "({|OPSM3002:Subscribed.For(course) & Subscribed.For(ada)|}).After(read.Head));")]
    [InlineData(Count + """
        var closed = Closed.For(course);
        AppendCondition unless = {|OPSM3002:closed|}.After(read.Head);
        await store.TryAppendAsync(new Subscribed(course, ada), unless);
        """)]
    [InlineData(Count + Append + "{|OPSM3002:Closed.For(course).After(read.Head) | Defined.For(course).After(read.Head)|});")]
    [InlineData("""
        var n = await store.ReadAsync(Subscribed.For(course)).CountAsync();
        if (n < 3)
        """ + Append + "{|OPSM3002:Closed.For(course)|}.After(store.Head));")]
    [InlineData("""
        var head = store.Head;
        if (await store.ReadAsync(Subscribed.For(course)).AnyAsync()) return;
        """ + Append + "{|OPSM3002:Closed.For(course)|}.After(head));")]
    [InlineData("""
        var n = 0;
        var read = store.ReadAsync(Subscribed.For(course) | Closed.For(course));
        await foreach (var e in read) n++;
        if (n < 9)
        """ + Append + "{|OPSM3002:Subscribed.For(course)|}.After(read.Head));")]
    [InlineData("""
        var n = 0;
        var read = store.ReadAsync(Subscribed.For(course) | Closed.For(course));
        await foreach (var e in read) if (e.Event is Closed) return; else n++;
        if (n < 9)
        """ + Append + "{|OPSM3002:Subscribed.For(course)|}.After(read.Head));")]
    [InlineData("""
        var head = store.Head;
        var (seats, _) = await store.BuildAsync(new Seats(course));
        if (seats.Taken < 9)
        """ + Append + "{|OPSM3002:Subscribed.For(course)|}.After(head));")]
    [InlineData("""
        var (mine, his) = (CourseId.New(), CourseId.New());
        var head = store.Head;
        if (await store.ReadAsync(Defined.For(course)).AnyAsync()) return;
        """ + Append + "{|OPSM3002:Closed.For(mine)|}.After(head));")]
    [InlineData("""
        var a = CourseId.New();
        var b = CourseId.New();
        var head = store.Head;
        if (await store.ReadAsync(Defined.For(a)).AnyAsync()) return;
        """ + Append + "{|OPSM3002:Defined.For(b)|}.After(head));")]
    [InlineData("""
        var head = store.Head;
        if (await store.ReadAsync(Registered.ForEmail("a")).AnyAsync()) return;
        await store.AppendAsync(new Registered(text), {|OPSM3002:Registered.ForEmail("b")|}.After(head));
        """)]
    [InlineData(Count + """
        object thing = text;
        if (thing is Closed) return;
        """ + Append + "{|OPSM3002:Subscribed.For(ada)|}.After(read.Head));")]
    public Task A_condition_that_leaves_out_what_was_read_is_reported(string body) => CourseSource.RuleAsync<ReadConditionAnalyzer>(body);

    [SampledTheory]
    [InlineData(Count + Append + "Subscribed.For(course).After(read.Head));")]
    [InlineData(Count + Append + "Query.Tagged(course).After(read.Head));")]
    [InlineData(Count + Append + "Query.All.After(read.Head));")]
    [InlineData(Count + Append + "Subscribed.For(course).After(read.Head, read.TagEpoch));")]
    [InlineData(Count + Append + "Subscribed.For(course).After(read.Head) | Closed.For(course));")]
    [InlineData(Count + Append + "(Closed.For(course) | Subscribed.For(course)).After(read.Head));")]
    [InlineData(Count + Append + "Seats.For(course).After(read.Head));")]
    [InlineData(Count + Append + "query.After(read.Head));")]
    [InlineData(Count + Append + "Defined.For(course));")]
    [InlineData(Count + "await copy.AppendAsync(new Subscribed(course, ada), unless: Closed.For(course).After(read.Head));")]
    [InlineData(Count + "foreach (var q in new Query[] { other }) " + Append + "q.After(read.Head));")]
    [InlineData("""
        var same = course;
        var read = store.ReadAsync(Defined.For(same));
        var n = 0;
        await foreach (var e in read) n++;
        if (n > 3)
        """ + Append + "Defined.For(course).After(read.Head));")]
    [InlineData("""
        var read = store.ReadAsync(query);
        var n = 0;
        await foreach (var e in read) n++;
        if (n > 3)
        """ + Append + "other.After(read.Head));")]
    [InlineData("""
        await foreach (var e in store.ReadAsync(Defined.For(course))) Console.WriteLine(e);
        """ + Append + "Closed.For(course).After(store.Head));")]
    [InlineData("""
        var mine = false;
        var read = store.ReadAsync(Subscribed.For(course));
        await foreach (var e in read) if (e.Event.Student == ada) mine = true;
        if (mine) return;
        """ + Append + "(Subscribed.For(course) & Subscribed.For(ada)).After(read.Head));")]
    [InlineData("""
        var mine = false;
        var read = store.ReadAsync(Subscribed.For(course));
        await foreach (var e in read) if (e.Event.Student == ada) mine = true;
        if (mine) return;
        """ + Append + "Subscribed.For(ada).After(read.Head));")]
    [InlineData("""
        var n = 0;
        var read = store.ReadAsync(Subscribed.For(course) | Closed.For(course));
        await foreach (var e in read) switch (e.Event) { case Subscribed: n++; break; }
        if (n < 9)
        """ + Append + "Subscribed.For(course).After(read.Head));")]
    [InlineData("""
        var n = 0;
        await foreach (var d in store.ReadAsync(Defined.For(course))) n = d.Event.Capacity;
        var read = store.ReadAsync(Subscribed.For(course));
        await foreach (var e in read) n--;
        if (n > 3)
        """ + Append + "Subscribed.For(course).After(read.Head));")]
    [InlineData("var (seats, unless) = await store.BuildAsync(new Seats(course)); if (seats.Taken < 9) " + Append + "unless);")]
    [InlineData("""
        var (seats, unless) = await store.BuildAsync(new Seats(course));
        if (seats.Taken < 9)
        """ + Append + "unless | Closed.For(course).After(store.Head));")]
    [InlineData("""
        var read = store.ReadAsync<ICourseEvent>(Query.Tagged(course));
        var n = 0;
        await foreach (var e in read) n++;
        if (n > 3)
        """ + Append + "Subscribed.For(course).After(read.Head));")]
    [InlineData("""
        var read = store.ReadAsync(Defined.For(new CourseId(Guid.Parse(text))));
        var n = 0;
        await foreach (var e in read) n++;
        if (n > 3)
        """ + Append + "Defined.For(second).After(read.Head));")]
    public Task One_that_may_cover_it_is_not(string body) => CourseSource.RuleAsync<ReadConditionAnalyzer>(body);

    [SampledTheory]
    [InlineData(Count + Append + "{|OPSM3003:Subscribed.For(course)|});")]
    [InlineData(Count + Append + "{|OPSM3003:Subscribed.For(course)|}.After(0));")]
    [InlineData(Count + Append + "{|OPSM3003:Query.Tagged(course)|});")]
    [InlineData(Count + Append + "{|OPSM3003:Subscribed.For(course) | Closed.For(course)|});")]
    [InlineData(Count + """
        AppendCondition unless = {|OPSM3003:Subscribed.For(course)|};
        await store.TryAppendAsync(new Subscribed(course, ada), unless);
        """)]
    [InlineData("""
        await foreach (var e in store.ReadAsync(Defined.For(course)))
            await store.AppendAsync(new Closed(course), unless: {|OPSM3003:Query.Tagged(course)|});
        """)]
    [InlineData("""
        var n = 0;
        await foreach (var e in store.ReadAsync(Closed.For(course))) n = e.Event.Number;
        await store.AppendAsync(new Closed(course, n + 1), unless: {|OPSM3003:Closed.For(course)|});
        """)]
    [InlineData("""
        var n = await store.ReadAsync(query).CountAsync();
        await store.AppendAsync(new Closed(course, n + 1), unless: {|OPSM3003:query|});
        """)]
    [InlineData("""
        var (seats, _) = await store.BuildAsync(new Seats(course));
        if (seats.Taken >= 9) return;
        """ + Append + "{|OPSM3003:Seats.For(course)|});")]
    [InlineData("""
        var read = store.ReadAsync(Defined.For(course));
        var head = read.Head;
        var any = false;
        await foreach (var e in read) any = true;
        if (!any) return;
        """ + Append + "{|OPSM3003:Defined.For(course)|});")]
    [InlineData("""
        var last = 0L;
        var any = false;
        await foreach (var e in store.ReadAsync(Defined.For(course))) { any = true; last = e.Position; }
        if (!any) return;
        """ + Append + "{|OPSM3003:Defined.For(course)|});")]
    public Task A_condition_that_refuses_what_was_read_is_reported(string body) => CourseSource.RuleAsync<ReadConditionAnalyzer>(body);

    [SampledTheory]
    [InlineData("""
        var any = false;
        await foreach (var e in store.ReadAsync(Defined.For(course))) any = true;
        if (any) return;
        """ + Append + "Defined.For(course));")]
    [InlineData("if (await store.ReadAsync(Defined.For(course)).CountAsync() > 0) return; " + Append + "Defined.For(course));")]
    [InlineData("""
        var first = await store.ReadAsync(Defined.For(course)).FirstOrDefaultAsync();
        if (first.Event is null)
        """ + Append + "Defined.For(course));")]
    [InlineData("""
        var (seats, _) = await store.BuildAsync(new Seats(course));
        if (seats.Taken != 0) return;
        """ + Append + "Seats.For(course));")]
    [InlineData("""
        var read = store.ReadAsync(Defined.For(course));
        var head = read.Head;
        var any = false;
        await foreach (var e in read) any = true;
        Console.WriteLine(head);
        if (any) return;
        """ + Append + "Defined.For(course));")]
    [InlineData("""
        var n = 0;
        await foreach (var e in store.ReadAsync(Subscribed.For(course))) n++;
        if (n < capacity)
        """ + Append + "Subscribed.For(course) & Subscribed.For(ada));")]
    [InlineData("""
        var n = 0;
        await foreach (var e in store.ReadAsync(Subscribed.For(course))) n++;
        if (n < capacity)
        """ + Append + "Subscribed.For(second));")]
    [InlineData("""
        var n = 0;
        await foreach (var e in store.ReadAsync(Subscribed.For(course) | Closed.For(course))) n++;
        if (n < capacity)
        """ + Append + "Closed.For(course));")]
    [InlineData("""
        await foreach (var e in store.ReadAsync(Defined.For(course))) await copy.AppendAsync(e.Event, unless: Defined.For(course));
        """)]
    [InlineData("""
        await foreach (var e in store.ReadAsync(Defined.For(course)))
            await store.AppendAsync(new Closed(e.Event.Course), unless: Closed.For(e.Event.Course));
        """)]
    public Task One_that_says_that_there_is_still_none_is_not(string body) => CourseSource.RuleAsync<ReadConditionAnalyzer>(body);

    [SampledTheory]
    [InlineData(Count + Append + "{|OPSM3003:Subscribed.For(course)|});", Count + Append + "Subscribed.For(course).After(read.Head));")]
    [InlineData(
        Count + Append + "{|OPSM3003:Subscribed.For(course) | Closed.For(course)|});",
        Count + Append + "(Subscribed.For(course) | Closed.For(course)).After(read.Head));")]
    [InlineData(
        """
            var head = store.Head;
            var n = await store.ReadAsync(query).CountAsync();
            await store.AppendAsync(new Closed(course, n), {|OPSM3003:query|});
            """,
        """
            var head = store.Head;
            var n = await store.ReadAsync(query).CountAsync();
            await store.AppendAsync(new Closed(course, n), query.After(head));
            """)]
    [InlineData(
        """
            var (n, last) = (0, 0L);
            var i = 0;
            var at = 0L;
            await foreach (var e in store.ReadAsync(Closed.For(course))) { i++; at = e.Position; }
            if (i < 9)
            """ + Append + "{|OPSM3003:Closed.For(course)|});",
        """
            var (n, last) = (0, 0L);
            var i = 0;
            var at = 0L;
            await foreach (var e in store.ReadAsync(Closed.For(course))) { i++; at = e.Position; }
            if (i < 9)
            """ + Append + "Closed.For(course).After(at));")]
    [InlineData(
        """
            var seats = Subscribed.For(course);
            var read = store.ReadAsync(seats);
            var n = 0;
            await foreach (var e in read) n++;
            if (n < 9)
            """ + Append + "{|OPSM3002:Subscribed.For(ada)|}.After(read.Head));",
        """
            var seats = Subscribed.For(course);
            var read = store.ReadAsync(seats);
            var n = 0;
            await foreach (var e in read) n++;
            if (n < 9)
            """ + Append + "seats.After(read.Head));")]
    public Task Both_are_mended_where_the_method_says_with_what(string body, string mended) =>
        CourseSource.FixAsync<ReadConditionAnalyzer, ReadConditionFix>(body, mended);

    [SampledTheory]
    [InlineData("""
        var n = await store.ReadAsync(query).CountAsync();
        await store.AppendAsync(new Closed(course, n), unless: {|OPSM3003:query|});
        """)]
    [InlineData("""
        var a = store.Head;
        var b = store.Head;
        var n = await store.ReadAsync(query).CountAsync();
        await store.AppendAsync(new Closed(course, n), unless: {|OPSM3003:query|});
        """)]
    [InlineData("""
        var last = 0L;
        var n = 0;
        await foreach (var e in store.ReadAsync(Closed.For(course), backward: true))
        {
            n++;
            last = e.Position;
        }
        if (n < 9)
        """ + Append + "{|OPSM3003:Closed.For(course)|});")]
    [InlineData(Count + Append + "{|OPSM3002:Closed.For(course)|}.After(read.Head));")]
    public Task Where_it_does_not_no_fix_is_offered(string body) =>
        CourseSource.FixAsync<ReadConditionAnalyzer, ReadConditionFix>(body, body);
}
