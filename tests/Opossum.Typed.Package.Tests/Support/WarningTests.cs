namespace Opossum.Typed.Package.Tests.Support;

/// <summary>That a test which finds no warning looked for every kind.</summary>
public class WarningTests
{
    [Theory]
    [InlineData("/w/shop/Program.cs(9,97): warning OPSM4001: text [/w/shop/Shop.csproj]", "Program.cs:9", "OPSM4001")]
    [InlineData("/w/shop/Shop.csproj : warning NU1603: text", "Shop.csproj", "NU1603")]
    [InlineData("CSC : warning CS9057: text [/w/shop/Shop.csproj]", "CSC", "CS9057")]
    [InlineData("/_/src/A.cs(12): Trim analysis warning IL2026: text [/w/shop/Shop.csproj]", "../../_/src/A.cs:12", "IL2026")]
    [InlineData("/_/src/A.cs(12): AOT analysis warning IL3050: text [/w/shop/Shop.csproj]", "../../_/src/A.cs:12", "IL3050")]
    [InlineData("ILC : warning IL3053: text [/w/shop/Shop.csproj]", "ILC", "IL3053")]
    [InlineData("/usr/bin/ld: warning: text", "../../usr/bin/ld", "")]
    public void A_warning_is_found_in_the_builds_output(string line, string where, string id) =>
        Assert.Equal(
            new Warning(where, id),
            Assert.Single(Warning.In($"  Restored.\n{line}\n  {line}\nBuild succeeded.\n    1 Warning(s)\n", "/w/shop")));
}
