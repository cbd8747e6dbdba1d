using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Tests.Model;

/// <summary>A kind that is added has a form of its own choice, wherever it stands in its enum.</summary>
public class KindTests
{
    [Fact]
    public void Every_scalar_has_a_form() =>
        Assert.All(Enum.GetValues<ScalarKind>(), static kind => Assert.True(Enum.IsDefined(kind.Form())));

    [Fact]
    public void Every_list_has_a_form() => Assert.All(Enum.GetValues<ListKind>(), static kind => Assert.True(Enum.IsDefined(kind.Form())));

    [Fact]
    public void A_kind_without_a_form_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => ((ScalarKind)byte.MaxValue).IsQuoted());
        Assert.Throws<ArgumentOutOfRangeException>(static () => ((ListKind)byte.MaxValue).IsSet());
    }

    [Fact]
    public void Numbers_are_bare_and_texts_are_quoted()
    {
        Assert.All(Enum.GetValues<ScalarKind>(), static kind => Assert.False(kind.IsNumber() && kind.IsQuoted()));
        Assert.Equal(
            [ScalarKind.Boolean, ScalarKind.JsonElement],
            Enum.GetValues<ScalarKind>().Where(static kind => !kind.IsNumber() && !kind.IsQuoted()));
    }
}
