using Opossum.Typed.Analyzers.Durability;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Durability;

/// <summary>OPSM4003 and 4004.</summary>
public class StoreOpeningTests
{
    private const string Hosted = """
        namespace Opossum.Typed.Hosting
        {
            public sealed class HostedStoreOptions
            {
                public string? RootPath { get; set; }
                public bool InMemory { get; set; }
            }
        }
        """;

    public static TheoryData<string> InMemory =>
    [
        "{|OPSM4004:EmbeddedEventLog.OpenInMemory()|};",
        "{|OPSM4004:OpossumStore.OpenInMemory(null!)|};",
        "if (env.IsProduction()) {|OPSM4004:EmbeddedEventLog.OpenInMemory()|};",
        "Func<EmbeddedEventLog> open = () => {|OPSM4004:EmbeddedEventLog.OpenInMemory()|};",
        "var log = env.IsStaging() ? null : {|OPSM4004:EmbeddedEventLog.OpenInMemory()|};",
        "{|OPSM4004:hosted.InMemory = true|};",
        "Action<HostedStoreOptions> configure = o => {|OPSM4004:o.InMemory = true|};",
        "{|OPSM4004:hosted.InMemory = env.IsProduction()|};",
    ];

    public static TheoryData<string> InMemoryButNotInProduction =>
    [
        "if (env.IsDevelopment()) EmbeddedEventLog.OpenInMemory();",
        "if (!env.IsDevelopment()) return; EmbeddedEventLog.OpenInMemory();",
        "var log = env.IsProduction() ? null : EmbeddedEventLog.OpenInMemory();",
        "hosted.InMemory = env.IsDevelopment();",
        "hosted.InMemory = !env.IsProduction();",
        "hosted.InMemory = false;",
        "if (env.IsDevelopment()) hosted.InMemory = true;",
    ];

    public static TheoryData<string> Loose =>
    [
        """_ = EmbeddedEventLog.OpenAsync({|OPSM4003:"./data"|});""",
        """_ = EmbeddedEventLog.OpenAsync({|OPSM4003:"data"|});""",
        """_ = OpossumStore.OpenAsync({|OPSM4003:"/tmp/store"|}, null!);""",
        """_ = OpossumStore.OpenAsync({|OPSM4003:Path.Combine(Path.GetTempPath(), "store")|}, null!);""",
        """var path = Path.GetTempPath() + "x"; _ = EmbeddedEventLog.OpenAsync({|OPSM4003:path|});""",
        """_ = EmbeddedEventLog.OpenAsync({|OPSM4003:Path.Combine(AppContext.BaseDirectory, "data")|});""",
        """_ = EmbeddedEventLog.OpenAsync({|OPSM4003:"/src/app/bin/Release/net10.0/data"|});""",
        """_ = EmbeddedEventLog.OpenAsync(options: null, path: {|OPSM4003:"data"|});""",
        """hosted.RootPath = {|OPSM4003:"/tmp/store"|};""",
        """hosted.RootPath = {|OPSM4003:"/dev/shm"|};""",
    ];

    public static TheoryData<string> Firm =>
    [
        """_ = EmbeddedEventLog.OpenAsync("/var/lib/shop");""",
        """_ = EmbeddedEventLog.OpenAsync("C:\\data\\shop");""",
        """_ = EmbeddedEventLog.OpenAsync(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData));""",
        """_ = EmbeddedEventLog.OpenAsync(text);""",
        """if (env.IsDevelopment()) _ = EmbeddedEventLog.OpenAsync("data");""",
        """var path = env.IsDevelopment() ? "./data" : "/var/lib/shop"; _ = EmbeddedEventLog.OpenAsync(path);""",
        """hosted.RootPath = "data";""",
        """File.Delete("data");""",
    ];

    [SampledTheory, MemberData(nameof(InMemory))]
    public Task A_store_in_memory_that_production_opens_is_reported(string body) => Reports(body);

    [SampledTheory, MemberData(nameof(InMemoryButNotInProduction))]
    public Task One_that_production_does_not_open_is_not(string body) => Reports(body);

    [SampledTheory, MemberData(nameof(Loose))]
    public Task A_folder_that_does_not_stay_is_reported(string body) => Reports(body);

    [SampledTheory, MemberData(nameof(Firm))]
    public Task A_folder_that_stays_or_is_not_known_is_not(string body) => Reports(body);

    [Fact]
    public Task What_only_a_debug_build_has_is_not() => new RuleTest<StoreOpeningAnalyzer>(
        """
            #define DEBUG
            class Startup { void Run() {
            #if DEBUG
            Opossum.Typed.EmbeddedEventLog.OpenInMemory();
            #endif
            {|OPSM4004:Opossum.Typed.EmbeddedEventLog.OpenInMemory()|}; } }
            """, Standins.Hosting)
        .WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_program_without_a_host_may_do_as_it_likes() => new RuleTest<StoreOpeningAnalyzer>(
        """
            class Tool
            {
                void Run()
                {
                    Opossum.Typed.EmbeddedEventLog.OpenInMemory();
                    _ = Opossum.Typed.EmbeddedEventLog.OpenAsync("data");
                }
            }
            """).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_test_project_may_too() =>
        new RuleTest<StoreOpeningAnalyzer>("""
            class Tool { void Run() { Opossum.Typed.EmbeddedEventLog.OpenInMemory(); } }
            """, Standins.Hosting).WithBuildProperty("IsTestProject", "true").WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    private static Task Reports(string body) => new RuleTest<StoreOpeningAnalyzer>(
        """
            #nullable enable
            using System;
            using System.IO;
            using Opossum.Typed;
            using Opossum.Typed.Hosting;
            using Microsoft.Extensions.Hosting;
            class Startup { void Run(IHostEnvironment env, HostedStoreOptions hosted, string text) {
            """ + body + " } }",
        "#nullable enable\n" + Hosted,
        Standins.Hosting).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
