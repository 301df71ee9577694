using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Log.Details;

/// <summary>What taking an action back needs can't be read.</summary>
internal sealed class LogDetailException(Guid id, Exception inner)
    : RegistryException($"The details of the action {id} in the table '{LogTables.DetailName}' can't be read, so it can't be taken back: {inner.Message}", inner);
