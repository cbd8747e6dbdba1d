using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Internals;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>
/// A rule on how a store is used. It runs in code that people write, where the library is referenced, and leaves test projects alone: their
/// stores are thrown away.
/// </summary>
public abstract class StoreAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.OpossumStore) is not null
                && !TestProject.Is(start.Compilation, start.Options.AnalyzerConfigOptionsProvider)) Watch(start);
        });
    }

    /// <summary>Registers what the rule looks at in one compilation.</summary>
    private protected abstract void Watch(CompilationStartAnalysisContext start);
}
