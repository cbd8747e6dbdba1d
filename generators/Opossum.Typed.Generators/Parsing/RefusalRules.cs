using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The rules that report a refused declaration, as errors unless the user decided otherwise.</summary>
internal static class RefusalRules
{
    /// <summary>Their ids. A test compares them with those of the analyzers.</summary>
    public static ImmutableArray<string> Ids { get; } =
    [
        "OPSM1001", "OPSM1002", "OPSM1003", "OPSM1007", "OPSM1008", "OPSM1010", "OPSM1016", "OPSM1018",
        "OPSM1023", "OPSM1024", "OPSM1025", "OPSM1026", "OPSM1028",
        "OPSM3010", "OPSM3012", "OPSM3015", "OPSM3016", "OPSM3017", "OPSM3020", "OPSM3027", "OPSM3029", "OPSM3030",
        "OPSM3031", "OPSM3032", "OPSM3038", "OPSM3039", "OPSM3040", "OPSM3041",
    ];

    /// <summary>Whether the project, or its configuration for a file, has made any of them less than an error.</summary>
    public static bool AreSilenced(Compilation compilation, SyntaxTree tree, CancellationToken cancellation)
    {
        foreach (var id in Ids)
        {
            if (SettingOf(id, compilation, tree, cancellation) is not (ReportDiagnostic.Default or ReportDiagnostic.Error)) return true;
        }

        return false;
    }

    private static ReportDiagnostic SettingOf(string id, Compilation compilation, SyntaxTree tree, CancellationToken cancellation)
    {
        var (options, files) = (compilation.Options, compilation.Options.SyntaxTreeOptionsProvider);
        return options.SpecificDiagnosticOptions.TryGetValue(id, out var ofProject) ? ofProject
            : files is not null && files.TryGetDiagnosticValue(tree, id, cancellation, out var ofFile) ? ofFile
            : files is not null && files.TryGetGlobalDiagnosticValue(id, cancellation, out var ofAll) ? ofAll
            : ReportDiagnostic.Default;
    }
}
