using Microsoft.CodeAnalysis;
using Rule = Opossum.Typed.Analyzers.Tests.Support.AdditionalFileTest<Opossum.Typed.Analyzers.Durability.FlushDisabledInSettingsAnalyzer>;

namespace Opossum.Typed.Analyzers.Tests.Durability;

/// <summary>OPSM4002.</summary>
public class FlushDisabledInSettingsTests
{
    private const string Violation = """{ "Opossum": { "FlushEventsImmediately": {|OPSM4002:false|} } }""";
    private const string Unmarked = """{ "Opossum": { "FlushEventsImmediately": false } }""";

    [SampledTheory]
    [InlineData(Violation)]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": {|OPSM4002:"false"|} } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": {|OPSM4002:"False"|} } }""")]
    [InlineData("""{ "opossum": { "FLUSHEVENTSIMMEDIATELY": {|OPSM4002:false|} } }""")]
    [InlineData("""{ "Opossum:FlushEventsImmediately": {|OPSM4002:false|} }""")]
    [InlineData("""{ "Opossum": { "Stores": { "orders": { "FlushEventsImmediately": {|OPSM4002:false|} } } } }""")]
    [InlineData("""{ "Opossum:Stores": { "orders:FlushEventsImmediately": {|OPSM4002:false|} } }""")]
    [InlineData("""{ "Opossum": { "Stores": [ 1, { "FlushEventsImmediately": {|OPSM4002:false|}, }, ], }, }""")]
    [InlineData("""{ "Opossum": { /* why? */ "FlushEventsImmediately": /* "x" */ {|OPSM4002:false|} } }""")]
    [InlineData("{ // \"}\n \"Opossum\": { // {\r\n \"FlushEventsImmediately\": {|OPSM4002:false|}, // fast\n } }")]
    [InlineData("\uFEFF{ \"Opossum\": { \"FlushEventsImmediately\": {|OPSM4002:false|} } }")]
    [InlineData("""{ "a": "\"}\\", "Opossum": { "FlushEventsImmediatel\u0079": {|OPSM4002:false|} } }""")]
    [InlineData("""{ "MyApp": { "Opossum": { "FlushEventsImmediately": {|OPSM4002:false|} } } }""")]
    [InlineData("""{ "MyApp:opossum:Stores": { "orders": { "FlushEventsImmediately": {|OPSM4002:" FALSE "|} } } }""")]
    [InlineData("""
        {
          "Opossum": {
            "Stores": {
              "a": { "FlushEventsImmediately": {|OPSM4002:false|} },
              "b": { "FlushEventsImmediately": true },
              "c": { "flushEventsImmediately": {|OPSM4002:false|} }
            }
          }
        }
        """)]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": true }, "Opossum": { "FlushEventsImmediately": {|OPSM4002:false|} } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": {|OPSM4002:false|} }, "Opossum:FlushEventsImmediately": true }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": {|OPSM4002:false|}, "FlushEventsImmediately": {|OPSM4002:false|} } }""")]
    [InlineData("""[ { "Opossum": { "FlushEventsImmediately": {|OPSM4002:false|} } } ]""")]
    [InlineData("""{ "a": [[], {}, null, -1.5e+3, true, ""], "Opossum": { "FlushEventsImmediately": {|OPSM4002:false|} } }""")]
    public Task False_is_reported_at_the_value(string json) => new Rule().With("/app/appsettings.json", json).RunAsync();

    [SampledTheory]
    [InlineData("{ }")]
    [InlineData("")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": true } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": "true" } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": null } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": 0 } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": "null" } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": "" } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": [ false ] } }""")]
    [InlineData("""{ "OpossumLegacy": { "FlushEventsImmediately": false } }""")]
    [InlineData("""{ "Opossum.Stores": { "FlushEventsImmediately": false } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": "fals" } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": { "false": false } } }""")]
    [InlineData("""{ "Opossum": { "FlushEvents": false } }""")]
    [InlineData("""{ "Other": { "FlushEventsImmediately": false } }""")]
    [InlineData("""{ "FlushEventsImmediately": false }""")]
    [InlineData("""{ "Opossum__FlushEventsImmediately": false }""")]
    [InlineData("""{ "Opossum": { // "FlushEventsImmediately": false""" + "\n } }")]
    [InlineData("""{ "Opossum": { /* "FlushEventsImmediately": false */ } }""")]
    [InlineData("""{ "text": "{ \"Opossum\": { \"FlushEventsImmediately\": false } }" }""")]
    public Task Anything_else_is_left_alone(string json) => new Rule().With("/app/appsettings.json", json).RunAsync();

    [SampledTheory]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": false""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": falsehood } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": "false } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately" false } }""")]
    [InlineData("""{ "Opossum": { "a": 1 "FlushEventsImmediately": false } }""")]
    [InlineData("""{ "Opossum": ] { "FlushEventsImmediately": false } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": /* false } }""")]
    [InlineData("""{ @ "Opossum": { "FlushEventsImmediately": false } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": {|OPSM4002:false|} }, "unfinished""")]
    [InlineData(
        """{ "Opossum": { "FlushEventsImmediately": {|OPSM4002:false|}, }, ??? { "Opossum": { "FlushEventsImmediately": false } }""")]
    public Task Of_broken_JSON_only_what_is_certain_is_reported(string json) => new Rule().With("/app/appsettings.json", json).RunAsync();

    [Fact]
    public Task A_file_of_a_thousand_brackets_is_not_read_to_its_end() =>
        new Rule().With("/app/appsettings.json", new string('[', 100_000) + Unmarked).RunAsync();

    [SampledTheory]
    [InlineData("appsettings.Production.json")]
    [InlineData("appsettings.Staging.json")]
    [InlineData("appsettings.Germany.json")]
    [InlineData("AppSettings.JSON")]
    [InlineData("appsettings.production.json")]
    [InlineData("appsettings-prod.json")]
    [InlineData("appsettings.Production.backup.json")]
    [InlineData("appsettings.Latest.json")]
    public Task A_file_that_production_may_read_is_read(string name) => new Rule().With("/app/" + name, Violation).RunAsync();

    [SampledTheory]
    [InlineData("appsettings.Development.json")]
    [InlineData("appsettings.development.json")]
    [InlineData("appsettings.Test.json")]
    [InlineData("appsettings.Testing.json")]
    [InlineData("appsettings.Local.json")]
    [InlineData("appsettings-development.json")]
    [InlineData("appsettings_Test2.json")]
    [InlineData("appsettings.Staging.Local.json")]
    [InlineData("appsettings.Production.json.txt")]
    [InlineData("appsettings.txt")]
    [InlineData("settings.json")]
    [InlineData("package.json")]
    public Task A_file_for_developers_or_another_is_left_alone(string name) => new Rule().With("/app/" + name, Unmarked).RunAsync();

    [Fact]
    public async Task A_base_value_that_production_overrides_is_information_only()
    {
        var found = await new Rule()
            .With("/app/appsettings.json", Violation)
            .With("/app/appsettings.Production.json", """{ "opossum:flushEventsImmediately": "true" }""")
            .RunAsync();
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    /// <summary>What .NET makes of null is that nothing was said.</summary>
    [SampledTheory]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": null } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": false }, "opossum:FlushEventsImmediately": true }""")]
    [InlineData("\uFEFF// production\n{ \"OPOSSUM\": { \"FLUSHEVENTSIMMEDIATELY\": \"True\", }, }")]
    public async Task So_is_one_that_it_overrides_in_other_words(string production)
    {
        var found = await new Rule()
            .With("/app/appsettings.json", Violation)
            .With("/app/appsettings.production.json", production.Replace(": false", ": {|OPSM4002:false|}", StringComparison.Ordinal))
            .RunAsync();
        Assert.Equal(DiagnosticSeverity.Info, found.Single(each => each.Location.GetLineSpan().Path == "/app/appsettings.json").Severity);
    }

    /// <summary>
    /// Each file by itself: development overrides nothing that production reads, and production nothing that staging does.
    /// </summary>
    [Fact]
    public async Task Of_many_files_each_is_judged_as_production_reads_it()
    {
        var found = await new Rule()
            .With("/app/appsettings.json", """
                {
                  "Opossum": {
                    "Stores": {
                      "a": { "FlushEventsImmediately": {|OPSM4002:false|} },
                      "b": { "FlushEventsImmediately": {|OPSM4002:false|} }
                    }
                  }
                }
                """)
            .With("/app/appsettings.Development.json", """
                {
                  "Opossum": {
                    "Stores": { "a": { "FlushEventsImmediately": true }, "c": { "FlushEventsImmediately": false } }
                  }
                }
                """)
            .With("/app/appsettings.Production.json", """
                {
                  "Opossum:Stores:b:FlushEventsImmediately": true,
                  "Opossum:Stores:c:FlushEventsImmediately": {|OPSM4002:false|}
                }
                """)
            .With("/app/appsettings.Staging.json", """{ "Opossum:Stores:b:FlushEventsImmediately": {|OPSM4002:false|} }""")
            .RunAsync();
        Assert.Equal(
            ["appsettings.json: b"],
            found.Where(each => each.Severity == DiagnosticSeverity.Info)
                .Select(each => $"{Path.GetFileName(each.Location.GetLineSpan().Path)}: {Store(each)}"));

        static string Store(Diagnostic diagnostic) =>
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split(':')[2];
    }

    [SampledTheory]
    [InlineData("/app/appsettings.Staging.json", """{ "Opossum": { "FlushEventsImmediately": true } }""")]
    [InlineData("/other/appsettings.Production.json", """{ "Opossum": { "FlushEventsImmediately": true } }""")]
    [InlineData("/app/appsettings.Production.json", """{ "Opossum": { "Stores": { "orders": { "FlushEventsImmediately": true } } } }""")]
    [InlineData("/app/appsettings.Production.json", """{ "Opossum": { } }""")]
    public async Task An_override_of_something_else_changes_nothing(string path, string json)
    {
        var found = await new Rule().With("/app/appsettings.json", Violation).With(path, json).RunAsync();
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [SampledTheory]
    [InlineData("""{ "profiles": { "App": { "environmentVariables": { "Opossum__FlushEventsImmediately": {|OPSM4002:"false"|} } } } }""")]
    [InlineData("""
        {
          "profiles": {
            "App": {
              "environmentVariables": {
                "OPOSSUM__FLUSHEVENTSIMMEDIATELY": {|OPSM4002:"false"|},
                "ASPNETCORE_ENVIRONMENT": "Production"
              }
            }
          }
        }
        """)]
    [InlineData("""
        {
          "profiles": {
            "App": {
              "environmentVariables": {
                "Opossum__Stores__orders__FlushEventsImmediately": {|OPSM4002:"false"|}
              }
            }
          }
        }
        """)]
    [InlineData("""
        {
          "profiles": {
            "App": {
              "environmentVariables": {
                "ASPNETCORE_ENVIRONMENT": "Development",
                "Opossum__FlushEventsImmediately": "false"
              }
            }
          }
        }
        """)]
    [InlineData("""
        {
          "profiles": {
            "App": {
              "environmentVariables": {
                "Opossum__FlushEventsImmediately": "false",
                "DOTNET_ENVIRONMENT": "Test"
              }
            }
          }
        }
        """)]
    [InlineData("""
        {
          "profiles": {
            "Dev": { "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development" } },
            "App": { "environmentVariables": { "Opossum__FlushEventsImmediately": {|OPSM4002:"false"|} } }
          }
        }
        """)]
    [InlineData("""{ "profiles": { "App": { "environmentVariables": { "Opossum:FlushEventsImmediately": {|OPSM4002:"false"|} } } } }""")]
    [InlineData("""
        {
          "profiles": {
            "App": {
              "environmentVariables": { "MyApp__Opossum__FlushEventsImmediately": {|OPSM4002:"false"|} }
            }
          }
        }
        """)]
    [InlineData("""
        {
          "profiles": {
            "App": {
              "environmentVariables": {
                "DOTNET_ENVIRONMENT": "Development",
                "ASPNETCORE_ENVIRONMENT": "Production",
                "Opossum__FlushEventsImmediately": {|OPSM4002:"false"|}
              }
            }
          }
        }
        """)]
    [InlineData("""
        {
          "profiles": {
            "App": {
              "commandLineArgs": "--environment Development --urls http://*:80",
              "environmentVariables": { "Opossum__FlushEventsImmediately": "false" }
            }
          }
        }
        """)]
    [InlineData("""
        {
          "profiles": {
            "App": {
              "commandLineArgs": "/environment=\"Test\"",
              "environmentVariables": { "Opossum__FlushEventsImmediately": "false" }
            }
          }
        }
        """)]
    [InlineData("""
        {
          "profiles": {
            "App": {
              "commandLineArgs": "--environment=Production",
              "environmentVariables": { "Opossum__FlushEventsImmediately": {|OPSM4002:"false"|} }
            }
          }
        }
        """)]
    [InlineData("""
        {
          "profiles": {
            "App": {
              "commandLineArgs": "Development",
              "environmentVariables": { "Opossum__FlushEventsImmediately": {|OPSM4002:"false"|} }
            }
          }
        }
        """)]
    [InlineData("""
        {
          "profiles": {
            "App": {
              "environmentVariables": {
                "Opossum__FlushEventsImmediately": "false",
                "Opossum__FlushEventsImmediately": "true"
              }
            }
          }
        }
        """)]
    [InlineData("""{ "Profiles": { "App": { "EnvironmentVariables": { "Opossum__FlushEventsImmediately": {|OPSM4002:"false"|} } } } }""")]
    [InlineData("""{ "profiles": { "App": { "environmentVariables": { "Opossum__FlushEventsImmediately": "true" } } } }""")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": false } }""")]
    public Task A_launch_profile_counts_unless_it_is_for_developers(string json) =>
        new Rule().With("/app/Properties/launchSettings.json", json).RunAsync();

    [Fact]
    public Task A_test_project_may_switch_it_off() =>
        new Rule().With("/app/appsettings.json", Unmarked).WithBuildProperty("IsTestProject", "true").RunAsync();

    [Fact]
    public async Task The_message_names_the_key()
    {
        var found = await new Rule().With("/app/appsettings.json", """
            { "Opossum": { "Stores:orders": { "FlushEventsImmediately": {|OPSM4002:false|} } } }
            """).RunAsync();
        Assert.Equal(
            "Opossum:Stores:orders:FlushEventsImmediately = false acknowledges events that a power cut takes back; set it to true, or "
                + "keep it out of production settings",
            Assert.Single(found).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>A section of any name is a store's where the program says so.</summary>
    [SampledTheory]
    [InlineData("services.AddOpossum(\"m\", configuration.GetSection(\"EventStore\"));", "EventStore")]
    [InlineData("services.AddOpossum(section: configuration.GetSection(\"MyApp:Events\"), model: \"m\");", "myapp:events")]
    [InlineData("""
        var app = configuration.GetSection("MyApp");
        var events = app.GetSection("Events");
        services.AddKeyedOpossum("a", "m", events);
        """, "MyApp:Events")]
    public async Task A_section_that_the_program_names_is_read(string code, string section)
    {
        var (json, launch) = (
            $$"""{ "{{section}}": { "FlushEventsImmediately": {|OPSM4002:false|} } }""",
            $$"""{ "profiles": { "App": { "environmentVariables": { "{{section}}:FlushEventsImmediately": {|OPSM4002:"false"|} } } } }""");
        await new Rule()
            .WithSource(Program(code))
            .With("/app/appsettings.json", json)
            .With("/app/Properties/launchSettings.json", launch)
            .RunAsync();
    }

    [SampledTheory]
    [InlineData("services.AddOpossum(\"m\", configuration.GetSection(\"Other\"));")]
    [InlineData("services.AddOpossum(\"m\", configuration.GetSection(name));")]
    [InlineData("services.AddOpossum(\"m\", configuration.GetSection(name).GetSection(\"EventStore\"));")]
    [InlineData("services.AddOpossum(\"m\", given);")]
    [InlineData("_ = configuration.GetSection(\"EventStore\");")]
    public Task One_that_it_does_not_name_for_a_store_is_not(string code) =>
        new Rule().WithSource(Program(code)).With("/app/appsettings.json", """
            { "EventStore": { "FlushEventsImmediately": false } }
            """).RunAsync();

    [Fact]
    public async Task A_section_that_the_program_names_and_production_overrides_is_information_only()
    {
        var found = await new Rule().WithSource(Program("services.AddOpossum(\"m\", configuration.GetSection(\"EventStore\"));"))
            .With("/app/appsettings.json", """{ "EventStore": { "FlushEventsImmediately": {|OPSM4002:false|} } }""")
            .With("/app/appsettings.Production.json", """{ "EventStore:FlushEventsImmediately": true }""")
            .RunAsync();
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    private static string Program(string code) => $$"""
        public interface IConfiguration { IConfigurationSection GetSection(string key); }
        public interface IConfigurationSection : IConfiguration;
        public static class Services
        {
            public static object AddOpossum(this object services, string model, IConfigurationSection section) => services;
            public static object AddKeyedOpossum(this object services, string name, string model, IConfigurationSection section) =>
                services;
            public static void Start(object services, IConfiguration configuration, IConfigurationSection given, string name) { {{code}} }
        }
        """;
}
