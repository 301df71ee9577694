using System.Text;
using SkyButler.Datastores.Contents;

namespace SkyButler.Datastores.Formatters.Text;

/// <summary>A task's configuration as text; it is never executed.</summary>
public sealed class ConfigTextFormatter : FormatterBase
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".py"];

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken) =>
        new ConfigText(Encoding.UTF8.GetString(await source.ReadAllAsync(cancellationToken).ConfigureAwait(false)));

    /// <inheritdoc />
    public override ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken) => value switch
    {
        ConfigText config => target.WriteAllAsync(Encoding.UTF8.GetBytes(config.Text), cancellationToken),
        string text => target.WriteAllAsync(Encoding.UTF8.GetBytes(text), cancellationToken),
        _ => throw Unfit(value, target, "a ConfigText"),
    };
}
