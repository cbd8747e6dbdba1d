using Opossum.Typed.Sqlite;
using Opossum.Typed.Sqlite.Tests;

namespace Opossum.Typed.Views.Tests;

/// <summary>Full text over the titles of courses, and every title that a course has had, in a table of its own.</summary>
[Projection("course_search", Parts = ["titles"])]
public partial class CourseSearch
{
    private static void Create(SqlSession sql)
    {
        sql.Run($"create virtual table {sql.Table} using fts5(course unindexed, title)");
        sql.Run($"""
            create table {sql.Part("titles")} (
                position integer not null primary key, course integer not null, title text not null check (title <> 'refused')) strict
            """);
        sql.Run($"create index {sql.Index("by_course")} on {sql.Part("titles")} (course)");
    }

    private static void On(CourseDefined e, SqlSession sql, long position) => Name(e.Course, e.Title, sql, position);

    private static void On(CourseRenamed e, SqlSession sql, long position)
    {
        if (sql.Read<Hit>($"select course, title from {sql.Table} where course = {e.Course}").IsEmpty) return;
        Name(e.Course, e.Title, sql, position);
    }

    private static void Name(CourseId course, string title, SqlSession sql, long position)
    {
        sql.Run($"delete from {sql.Table} where course = {course}");
        if (sql.Run($"insert into {sql.Table} (course, title) values ({course}, {title})") != 1)
            throw new InvalidOperationException("One row was to be inserted.");
        sql.Run($"insert into {sql.Part("titles")} values ({position}, {course}, {title})");
        if (title == "commit") sql.Run($"commit");
        if (title.Contains(':', StringComparison.Ordinal))
            sql.Read<Hit>($"select course, title from {sql.Table} where title match {title}");
    }
}

[Projection("forgetful")]
public partial class Forgetful
{
    private static void Create(SqlSession sql) => sql.Run($"create table another (x)");

    private static void On(CourseDefined _, SqlSession sql) => sql.Run($"delete from {sql.Table}");
}

[Row] public partial record Hit(CourseId Course, string Title);

[Row] public partial record PastTitle(long Position, CourseId Course, string Title);

/// <summary>SQL of one's own in the transaction of its checkpoint.</summary>
public class SearchTests
{
    private static readonly ReadModelDescriptor Search = ReadModelDescriptor.OfProjection<CourseSearch, SqlSession>();

    private static readonly ReadModelSet Models = new(Search, ReadModelDescriptor.Of<StudentCourses, StudentId>());

    [Fact]
    public Task Tables_of_a_projection_equal_a_plain_fold_across_restarts_kills_and_rebuilds() =>
        ViewRun.CheckAsync(new(Search), Any, Fold);

    [Fact]
    public async Task Full_text_is_found_while_the_tables_are_made_again_and_after()
    {
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        await store.AppendAsync([new CourseDefined(new(1), "Logic for all"), new CourseDefined(new(2), "Sets")]);
        await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, Models);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal([new(new(1), "Logic for all")], await FindAsync("logic"));
            await views.RebuildAsync("course_search");
            await store.AppendAsync(new CourseRenamed(new(2), $"Sets {i}"));
            await views.UntilAsync(store.Head);
            Assert.Equal([new(new(2), $"Sets {i}")], await FindAsync("sets"));
        }

        Assert.Equal(0L, folder.Read("select count(*) from sqlite_schema where name like 'opossum\\_next%' escape '\\'"));

        async Task<List<Hit>> FindAsync(string term)
        {
            var hits = new List<Hit>();
            await foreach (var hit in views.SelectAsync<Hit>(
                $"select cast(course as integer), title from course_search where course_search match {term}")) hits.Add(hit);
            return hits;
        }
    }

    [Theory]
    [InlineData("refused", typeof(RowRefusedException))]
    [InlineData("commit", typeof(ArgumentException))]
    [InlineData("secret:word", typeof(RowRefusedException))]          // a query of the full text, which has no such column
    public async Task A_statement_that_fails_stops_the_projection_alone_before_its_event(string title, Type error)
    {
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        for (var i = 1; i <= 40; i++) await store.AppendAsync(new CourseDefined(new(i % 7), i == 23 ? title : $"t{i}"));
        await store.AppendAsync(new StudentEnrolled(new(1), new(1)));
        await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, Models);
        var status = (await views.GetStatusAsync()).Single(static each => each.Name == "course_search");
        Assert.Equal((ReadModelState.Stopped, 22L, 23L), (status.State, status.Position, status.Failure?.Position));
        Assert.IsType(error, status.Failure?.Error);
        Assert.DoesNotContain("secret", status.Failure!.Error.Message, StringComparison.Ordinal);
        Assert.Equal(22L, folder.Read("select count(*) from course_search_titles"));
        Assert.Equal("/t36@41", (await views.FindAsync(StudentCourses.At(new(1))))?.Titles);
        await views.SkipAsync("course_search", 23);
        await views.UntilAsync(store.Head);
        Assert.Equal(39L, folder.Read("select count(*) from course_search_titles"));
    }

    [Fact]
    public async Task A_projection_that_does_not_make_its_table_is_refused_with_the_statement_that_would()
    {
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        var refused = await Assert.ThrowsAsync<ReadModelException>(async () =>
            await SqliteReadModels.OpenAsync(folder.Path, store, new(ReadModelDescriptor.OfProjection<Forgetful, SqlSession>())));
        Assert.Contains("'forgetful' does not make its table.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("create table {sql.Table}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_memory_there_is_no_SQL_and_the_set_without_projections_opens()
    {
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        var error = await Assert.ThrowsAsync<NotSupportedException>(async () => await InMemoryReadModels.OpenAsync(store, Models));
        Assert.Contains("course_search", error.Message, StringComparison.Ordinal);
        await using var views = await InMemoryReadModels.OpenAsync(store, Models.WithoutProjections());
        Assert.Single(await views.GetStatusAsync());
    }

    [Fact]
    public async Task A_projection_that_is_left_over_is_dropped_with_all_of_its_tables()
    {
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        await (await SqliteReadModels.OpenAsync(folder.Path, store, Models)).DisposeAsync();
        await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, new ReadModelSet());
        await views.DropOrphanAsync("course_search");
        Assert.Equal(0L, folder.Read("select count(*) from sqlite_schema where name like 'course%'"));
    }

    [Fact]
    public void The_set_of_the_assembly_has_the_projection_and_names_of_its_tables_are_not_given_twice()
    {
        Assert.Contains(PortedModel.ReadModels.Models, static model => model is { Name: "course_search", IsProjection: true });
        Assert.Throws<ArgumentException>(() => new ReadModelSet(Search, Search));
    }

    private static IEvent Any(Random random) => random.Next(3) == 0
        ? new CourseDefined(new(random.Next(9)), $"d{random.Next(100)}")
        : new CourseRenamed(new(random.Next(9)), $"r{random.Next(100)}");

    private static ViewCheck Fold(IReadOnlyList<SequencedEvent<IEvent>> log)
    {
        var (current, past) = (new SortedDictionary<int, string>(), new List<PastTitle>());
        foreach (var each in log)
        {
            var (course, title) = each.Event switch
            {
                CourseDefined e => (e.Course, e.Title),
                CourseRenamed e when current.ContainsKey(e.Course.Number) => (e.Course, e.Title),
                _ => default((CourseId, string?)),
            };
            if (title is null) continue;
            current[course.Number] = title;
            past.Add(new(each.Position, course, title));
        }

        return new ViewCheck()
            .ExpectRead(
                static views => views.SelectAsync<Hit>($"select cast(course as integer) c, title from course_search order by c"),
                current.Select(static each => new Hit(new(each.Key), each.Value)))
            .ExpectRead(
                static views => views.SelectAsync<PastTitle>($"select position, course, title from course_search_titles order by position"),
                past);
    }
}
