using Opossum.Typed.CodeFixes.Durability;
using Rule = Opossum.Typed.Analyzers.Tests.Support.AdditionalFileTest<Opossum.Typed.Analyzers.Durability.FlushDisabledInSettingsAnalyzer>;

namespace Opossum.Typed.Analyzers.Tests.Durability;

/// <summary>What OPSM4002 offers.</summary>
public class FlushDisabledInSettingsFixTests
{
    [SampledTheory]
    [InlineData("{\r\n\t\"Opossum\": { // fast\r\n  \"FlushEventsImmediately\": {|OPSM4002:false|},  }, }")]
    [InlineData("\uFEFF{ \"Opossum:FlushEventsImmediately\" :{|OPSM4002:false|} /* ä */ }\n\n")]
    [InlineData("""{ "Opossum": { "FlushEventsImmediately": {|OPSM4002:"false"|} } }""")]
    public async Task It_is_set_to_true_and_nothing_else_changes(string json)
    {
        var expected = json.Replace("{|OPSM4002:", "", StringComparison.Ordinal)
            .Replace("|}", "", StringComparison.Ordinal)
            .Replace("false", "true", StringComparison.Ordinal);
        Assert.Equal(expected, await new Rule().With("/app/appsettings.json", json).FixAsync<FlushDisabledInSettingsFix>());
    }

    [Fact]
    public async Task A_variable_of_a_launch_profile_stays_a_text()
    {
        const string Json = """
            {
              "profiles": {
                "App": { "environmentVariables": { "Opossum__FlushEventsImmediately": {|OPSM4002:"false"|} } }
              }
            }
            """;
        Assert.Equal(
            Json.Replace("{|OPSM4002:\"false\"|}", "\"true\"", StringComparison.Ordinal),
            await new Rule().With("/app/Properties/launchSettings.json", Json).FixAsync<FlushDisabledInSettingsFix>());
    }
}
