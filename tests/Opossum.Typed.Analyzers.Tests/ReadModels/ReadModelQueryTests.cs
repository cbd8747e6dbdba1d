using Opossum.Typed.Analyzers.ReadModels.Queries;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.CodeFixes.ReadModels;

namespace Opossum.Typed.Analyzers.Tests.ReadModels;

/// <summary>OPSM3033 and 3034.</summary>
public class ReadModelQueryTests
{
    private const string Domain = """"
        #nullable enable
        using System; using System.Threading.Tasks; using Opossum.Typed;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Event("defined")] public partial record Defined(CourseId Course, string Title);
        [ReadModel("cards")]
        public partial record Card([Key] CourseId Course, string Title, DateTimeOffset LentAt = default, bool Full = false)
        {
            static Card On(Defined e) => new(e.Course, e.Title);
            public int TitleLength => Title.Length;
            [Ignore] public bool IsNew => Full;
        }
        class Page
        {
            async Task Show(ISqlReadModels views, string term, Guid[] ids)
            {
                (CALL);
                await Task.Yield();
            }
        }
        """";

    [SampledTheory]
    [InlineData("where {|OPSM3033:fulll|} = {false} order by title")]
    [InlineData("where full = {false} and lower({|OPSM3033:titel|}) like {term}")]
    [InlineData("order by {|OPSM3033:LentAt|} desc nulls last")]
    [InlineData("where full = {false} order by case when title is null then {|OPSM3033:price|} else 1.5e-3 end")]
    [InlineData("where {|OPSM3033:is_new|} = {false}")]
    [InlineData("where title in ('a', {term}) and ({|OPSM3033:nme|} is not null or not full)")]
    public Task A_name_that_is_no_column_is_reported(string sql) => Reports($"""views.QueryAsync<Card>($"{sql}")""");

    [Fact]
    public Task A_query_that_is_watched_is_looked_at_like_any_other() =>
        Reports("""views.WatchAsync<Card>($"where {|OPSM3033:fulll|} = {false} limit 20 {|OPSM3034:order|} by title")""");

    [SampledTheory]
    [InlineData("where full = {false} and TITLE like {term} and title_length > 3 order by lent_at desc, title collate nocase limit 20")]
    [InlineData("where course in {ids} and rowid > 7 and title glob 'it''s wrong*' and full = false")]
    [InlineData("where [what is this] = 1 or `this` = 2 or x'00ff' = title -- fulll\\n order by 1")]
    [InlineData("where cards.title = {term} /* fulll */ and length(trim(title)) > 0 and title between 'a' and 'b'")]
    [InlineData("c where c.title = {term} and anything = 1")]
    [InlineData("as c join others o on o.card = c.course where o.wrong = 1")]
    [InlineData("where course in (select card from others where wrong = 1)")]
    [InlineData("where cast(title as thing) = 1")]
    [InlineData("where title = :name or title = @wrong or title = $it")]
    [InlineData("where strftime('%Y', lent_at) = {term} and title is not distinct from {term}")]
    [InlineData("where title = 'open")]
    [InlineData("group by title having count(*) > 1 order by max(lent_at)")]
    [InlineData("where (title, full) > ({term}, {true}) order by title, full limit 20 offset 40")]
    [InlineData("where count(*) filter (where full) > 1 order by random()")]
    [InlineData("")]
    public Task A_query_that_may_be_right_is_not(string sql) => Reports($"""views.QueryAsync<Card>($"{sql}")""");

    [SampledTheory]
    [InlineData("""views.QueryAsync<Card>($"order by title {|OPSM3034:where|} full = {false}")""")]
    [InlineData("""views.QueryAsync<Card>($"limit 20 {|OPSM3034:order|} by title")""")]
    [InlineData("""views.QueryAsync<Card>($"where full = {false} {|OPSM3034:where|} title = {term}")""")]
    [InlineData("""views.QueryAsync<Card>($"{|OPSM3034:full|} = {false}")""")]
    [InlineData("""views.PageAsync<Card>($"order by title {|OPSM3034:limit|} 20", 1, 20)""")]
    [InlineData("""views.PageAsync<Card>({|OPSM3034:$"where full = {false}"|}, 1, 20)""")]
    [InlineData("""views.PageAsync<Card>({|OPSM3034:$""|}, 1, 20)""")]
    public Task Clauses_that_are_missing_or_out_of_order_are_reported(string call) => Reports(call);

    [SampledTheory]
    [InlineData("""views.PageAsync<Card>($"where full = {false} order by title", 1, 20)""")]
    [InlineData("""views.SelectAsync<Card>($"select anything from cards")""")]
    [InlineData("""""views.QueryAsync<Card>($"""where title = {term} """)""""")]
    public Task Clauses_in_order_are_not(string call) => Reports(call);

    [Fact]
    public Task In_text_with_escapes_the_whole_string_is_reported() =>
        Reports("""views.QueryAsync<Card>({|OPSM3033:$"where\tfulll = {false}"|})""");

    [Fact]
    public async Task A_read_model_of_another_assembly_has_the_same_columns() =>
        await new GeneratedTest<ReadModelQueryAnalyzer>("""
            using Opossum.Typed;
            class Show
            {
                void All(ISqlReadModels views) => views.QueryAsync<Card>(
                    $"where {|OPSM3033:fulll|} = {true} and title_length > 3 and course = {1} order by lent_at, {|OPSM3033:is_new|}");
            }
            """)
            .WithLibrary().WithReferenceToGenerated("Cards", With("")).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task The_fix_writes_the_nearest_column() =>
        await new GeneratedFixTest<ReadModelQueryAnalyzer, UnknownColumnFix>(
            With("""views.QueryAsync<Card>($"where {|OPSM3033:fulll|} = {false} order by {|OPSM3033:LentAt|}")"""),
            With("""views.QueryAsync<Card>($"where full = {false} order by lent_at")"""))
            .RunAsync(TestContext.Current.CancellationToken);

    private static string With(string call) =>
        Domain.Replace("(CALL);", call.Length == 0 ? "" : Statement(call));

    private static string Statement(string call) =>
        (call.StartsWith("views.Page", StringComparison.Ordinal) ? "await " : "_ = ") + call + ";";

    private static Task Reports(string call) =>
        new GeneratedTest<ReadModelQueryAnalyzer>(With(call)).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
