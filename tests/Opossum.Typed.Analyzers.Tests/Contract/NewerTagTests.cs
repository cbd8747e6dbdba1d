using System.Text;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using Opossum.Typed.Analyzers.Contract;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.CodeFixes.Contract;

namespace Opossum.Typed.Analyzers.Tests.Contract;

/// <summary>OPSM2010: tags that events have shipped without.</summary>
public class NewerTagTests
{
    private const string Before = """
        user-registered@1
        user-registered@1 tag user
        user-registered@1.email string
        user-registered@1.user Guid

        """;

    private const string Declaration = """
        [EventModel] public static partial class Users;
        [Event("user-registered")]
        public partial record {|#0:UserRegistered|}([Tag("user")] Guid User, [Tag("email")] string Email);

        """;

    private static readonly string Settled = Declaration.Replace("{|#0:UserRegistered|}", "UserRegistered", StringComparison.Ordinal);

    [Fact]
    public Task A_tag_that_shipped_events_lack_is_an_error_at_the_event_and_wherever_it_is_relied_on() => RunAsync(
        Declaration + """
        [DecisionModel]
        public partial class {|#1:Address|}([Tag("email")] string email)
        {
            public string Email => email;
            public bool IsTaken { get; private set; }
            void On(UserRegistered e) => IsTaken = true;
        }
        class Registration(OpossumStore store)
        {
            async Task Register(Guid user, string email) =>
                await store.AppendAsync(new UserRegistered(user, email), unless: {|#2:UserRegistered.ForEmail(email)|});
            Query Raw(string email) => {|#3:Query.Tagged(Tag.Of("email", email))|};
            Query Other(Guid user) => UserRegistered.ForUser(user);
        }
        """,
        Before, "", 4);

    [Theory]
    [InlineData("user-registered@1 tag email retagged\n")]
    [InlineData("user-registered@1 tag email since\n")]
    public Task The_contract_settles_it(string unshipped) => RunAsync(Settled, Before, unshipped, errors: 0);

    [Fact]
    public Task So_it_does_when_the_line_has_shipped() => RunAsync(
        Settled, Before + "user-registered@1 tag email retagged\n", "", errors: 0);

    [Fact]
    public Task A_line_without_a_word_on_old_events_does_not() => RunAsync(Declaration, Before, "user-registered@1 tag email\n", errors: 1);

    [Fact]
    public Task An_event_that_has_not_shipped_may_have_any_tag() => RunAsync(
        Settled, "", Before, errors: 0);

    [Fact]
    public async Task A_version_that_has_shipped_without_it_counts_too()
    {
        const string Source = """
            [EventModel] public static partial class Users;
            [Event("user-registered", Version = 2)]
            public partial record {|#0:UserRegistered|}([Tag("user")] Guid User, [Tag("email")] string Email)
            {
                static UserRegistered Upcast(UserRegistered1 old) => new(old.User, old.Email);
            }
            [Event("user-registered")] public partial record UserRegistered1([Tag("user")] Guid User, string Email);
            """;
        const string Second = "user-registered@2\nuser-registered@2 tag email\nuser-registered@2 tag user\n";
        await RunAsync(Source, Before, Second, errors: 1);
        var settled = Source.Replace("{|#0:UserRegistered|}", "UserRegistered", StringComparison.Ordinal);
        await RunAsync(settled, Before, Second + "user-registered@1 tag email retagged\n", errors: 0);
    }

    [Theory]
    [InlineData(0, "retagged")]
    [InlineData(1, "since")]
    public async Task The_fix_writes_what_becomes_of_old_events(int action, string word)
    {
        var test = new CSharpCodeFixTest<NewerTagAnalyzer, NewerTagFix, DefaultVerifier>();
        test.WithFramework().WithSources("""
            using Opossum.Typed;
            [Event("e")] public partial record {|#0:E|}([Tag("a")] int A);
            """).WithLibrary();
        test.CompilerDiagnostics = CompilerDiagnostics.None;
        test.TestState.AdditionalFiles.Add(("/0/Events.Shipped.txt", "e@1\ne@1.a int\n"));
        test.TestState.AdditionalFiles.Add(("/0/Events.Unshipped.txt", "e@1 tag a\n"));
        test.TestState.ExpectedDiagnostics.Add(Expected(0, "e@1", "a", "e@1 tag a"));
        test.FixedState.Sources.Add("""
            using Opossum.Typed;
            [Event("e")] public partial record E([Tag("a")] int A);
            """);
        test.FixedState.AdditionalFiles.Add(("/0/Events.Shipped.txt", "e@1\ne@1.a int\n"));
        test.FixedState.AdditionalFiles.Add(("/0/Events.Unshipped.txt", SourceText.From($"e@1 tag a {word}\n", new UTF8Encoding(false))));
        test.CodeActionIndex = action;
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_contract_does_not_ask_for_a_line_that_this_rule_is_about() => await new ContractTest(
        """[Event("e")] public partial record E([Tag("a")] int A);""", "e@1\ne@1.a int\n", "").RunAsync();

    [SampledTheory]
    [InlineData("e@1 tag a retagged")]
    [InlineData("e@1 tag a since")]
    public async Task A_line_on_old_events_is_declared_by_the_newest_record(string line) => await new ContractTest("""
        [Event("e", Version = 2)] public partial record E([Tag("a")] int A)
        {
            static E Upcast(E1 old) => new(old.A);
        }
        [Event("e")] public partial record E1(int A);
        """, "e@1\ne@1.a int\ne@2\ne@2 tag a\ne@2.a int\n", line + "\n").RunAsync();

    private static Task RunAsync(string source, string shipped, string unshipped, int errors)
    {
        var test = new GeneratedTest<NewerTagAnalyzer>("using System; using System.Threading.Tasks; using Opossum.Typed;\n" + source);
        test.WithLibrary();
        test.TestState.AdditionalFiles.Add(("/0/Events.Shipped.txt", shipped));
        test.TestState.AdditionalFiles.Add(("/0/Events.Unshipped.txt", unshipped));
        for (var i = 0; i < errors; i++)
            test.ExpectedDiagnostics.Add(Expected(i, "user-registered@1", "email", "user-registered@1 tag email"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static DiagnosticResult Expected(int place, string version, string key, string line) =>
        new DiagnosticResult(ContractRules.NewerTag).WithLocation(place).WithArguments(version, key, line);
}
