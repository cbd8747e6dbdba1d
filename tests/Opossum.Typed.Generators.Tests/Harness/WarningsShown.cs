using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Opossum.Typed.Generators.Tests.Harness;

/// <summary>The option that keeps generated code from silencing its warnings: users never see them, we do.</summary>
internal sealed class WarningsShown : AnalyzerConfigOptionsProvider
{
    public static readonly WarningsShown Instance = new();

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options();

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.OpossumTypedGeneratedWarnings" ? "true" : null;
            return value is not null;
        }
    }
}
