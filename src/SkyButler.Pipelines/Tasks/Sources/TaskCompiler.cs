using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace SkyButler.Pipelines.Tasks.Sources;

/// <summary>Compiles one C# file to an assembly, as a project with implicit usings would.</summary>
internal static class TaskCompiler
{
    private const int MostErrors = 5;

    private const string Implicit = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable,
        allowUnsafe: true, deterministic: true);

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    /// <summary>The assembly, with what debuggers and stack traces need inside.</summary>
    /// <param name="file">The file's path, for messages and stack traces.</param>
    /// <param name="text">What is in the file.</param>
    /// <param name="version">What the assembly says of its version.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TaskSourceException">The file has errors; the message names the first ones with their places.</exception>
    public static byte[] Compile(string file, byte[] text, string version, CancellationToken cancellationToken)
    {
        var code = SourceText.From(text, text.Length, Encoding.UTF8);
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(file),
            [
                CSharpSyntaxTree.ParseText(code, Parsing, file, cancellationToken),
                CSharpSyntaxTree.ParseText(SourceText.From(Implicit, Encoding.UTF8), Parsing, "ImplicitUsings.cs", cancellationToken),
                CSharpSyntaxTree.ParseText(
                    SourceText.From($"[assembly: System.Reflection.AssemblyInformationalVersion(\"{version}\")]", Encoding.UTF8), Parsing, "Version.cs", cancellationToken),
            ],
            CompilerReferences.All,
            Options);
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded), cancellationToken: cancellationToken);
        return result.Success ? assembly.ToArray() : throw new TaskSourceException(Describe(file, result.Diagnostics));
    }

    private static string Describe(string file, IEnumerable<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).OrderBy(d => d.Location.SourceSpan.Start).ToList();
        var more = errors.Count > MostErrors ? $"; and {errors.Count - MostErrors} more" : "";
        return $"The task file '{file}' does not compile: {string.Join("; ", errors.Take(MostErrors).Select(e => Describe(file, e)))}{more}.";
    }

    private static string Describe(string file, Diagnostic error)
    {
        var start = error.Location.GetLineSpan().StartLinePosition;
        var message = error.GetMessage(CultureInfo.InvariantCulture).ReplaceLineEndings(" ").TrimEnd('.');
        return error.Location.IsInSource
            ? string.Create(CultureInfo.InvariantCulture, $"{file}:{start.Line + 1}:{start.Character + 1}: {error.Id} {message}")
            : $"{error.Id} {message}";
    }
}
