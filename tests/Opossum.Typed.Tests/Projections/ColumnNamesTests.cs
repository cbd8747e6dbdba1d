using CsCheck;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Tests.Projections;

/// <summary>
/// The generator decides at build time which names tables and columns can have, and the library once more when it opens them: a name that
/// one of them alone took would be an error at a place where nobody looks for it.
/// </summary>
public class ColumnNamesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a_1")]
    [InlineData("_a")]
    [InlineData("1a")]
    [InlineData("A")]
    [InlineData("aB")]
    [InlineData("a-b")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("sqlite_a")]
    [InlineData("sqlite")]
    [InlineData("sqlitea")]
    [InlineData("opossum_a")]
    [InlineData("opossum")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901")]
    public void A_name_is_one_for_both_or_for_neither(string name) =>
        Assert.Equal(ReadModelNames.IsValid(name), ColumnNames.IsValid(name));

    [Fact]
    public void So_is_any_other_name() => Gen.String[Gen.Char["abyz_AZ019-. ä"], 0, 64]
        .ForAll(static name => Assert.Equal(ReadModelNames.IsValid(name), ColumnNames.IsValid(name)), 2_000);

    [Fact]
    public void The_column_of_a_member_with_letters_and_digits_is_valid() => Gen.String[Gen.Char["abcABC123"], 0, 20]
        .ForAll(static rest => Assert.True(ReadModelNames.IsValid(ColumnNames.Of("M" + rest))), 2_000);
}
