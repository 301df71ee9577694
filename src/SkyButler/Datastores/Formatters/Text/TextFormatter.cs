using System.Text;

namespace SkyButler.Datastores.Formatters.Text;

/// <summary>A file of any kind as text in UTF-8. The write parameter <c>extension</c> names the extension, <c>.txt</c> where it does not.</summary>
public sealed class TextFormatter : FormatterBase
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions => [];

    /// <inheritdoc />
    public override string ExtensionFor(IReadOnlyDictionary<string, object?> parameters) => FileExtension.From(parameters, ".txt");

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await source.ReadAllAsync(cancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public override ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken) => value is string text
        ? target.WriteAllAsync(Encoding.UTF8.GetBytes(text), cancellationToken)
        : throw Unfit(value, target, "a string");
}
