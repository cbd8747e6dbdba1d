using System.Text.Json;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Tests;

public class CamelCaseTests
{
    [SampledTheory]
    [InlineData("Name")]
    [InlineData("name")]
    [InlineData("URL")]
    [InlineData("URLValue")]
    [InlineData("ID")]
    [InlineData("I")]
    [InlineData("IPhone")]
    [InlineData("A1B")]
    [InlineData("ABc")]
    [InlineData("_Name")]
    [InlineData("ÄÖ")]
    [InlineData("Äö")]
    [InlineData("X_Y")]
    [InlineData("İstanbul")]
    [InlineData("")]
    public void Names_are_those_of_System_Text_Json(string name) =>
        Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(name), CamelCase.Of(name));

    [Fact]
    public void Names_are_those_of_System_Text_Json_whatever_the_letters()
    {
        const string letters = "aB1_Ä";
        var names = from a in letters
            from b in letters
            from c in letters
            from d in letters
            from e in letters
            select $"{a}{b}{c}{d}{e}";
        foreach (var name in names)
            Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(name), CamelCase.Of(name));
    }
}
