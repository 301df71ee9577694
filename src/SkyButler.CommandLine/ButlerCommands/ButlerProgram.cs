using SkyButler.CommandLine.ButlerCommands.Collections;
using SkyButler.CommandLine.ButlerCommands.Datasets;
using SkyButler.CommandLine.ButlerCommands.Dimensions;
using SkyButler.CommandLine.ButlerCommands.Files;
using SkyButler.CommandLine.ButlerCommands.Graphs;
using SkyButler.CommandLine.ButlerCommands.Instruments;
using SkyButler.CommandLine.ButlerCommands.Maintenance;
using SkyButler.CommandLine.ButlerCommands.Migrations;
using SkyButler.CommandLine.ButlerCommands.Provenance;
using SkyButler.CommandLine.ButlerCommands.Removal;
using SkyButler.CommandLine.ButlerCommands.Sky;
using SkyButler.CommandLine.Programs.Definitions;

namespace SkyButler.CommandLine.ButlerCommands;

/// <summary>The program <c>butler</c>.</summary>
internal static class ButlerProgram
{
    public const string Name = "butler";
    public const string Summary = "Make, fill, query and maintain data repositories.";

    /// <summary>Its commands; none is made until it is invoked.</summary>
    public static ProgramDefinition Define() => new(Name, Summary,
    [
        new("aggregate-graph", AggregateGraphCommand.Summary, static () => new AggregateGraphCommand()),
        new("associate", AssociateCommand.Summary, static () => new AssociateCommand()),
        new("calibrations", CalibrationsCommand.Summary, static () => new CalibrationsCommand()),
        new("certify-by-table", CertifyByTableCommand.Summary, static () => new CertifyByTableCommand()),
        new("certify-calibrations", CertifyCalibrationsCommand.Summary, static () => new CertifyCalibrationsCommand()),
        new("collection-chain", CollectionChainCommand.Summary, static () => new CollectionChainCommand()),
        new("completion", CompletionCommand.Summary, static () => new CompletionCommand()),
        new("config-dump", ConfigDumpCommand.Summary, static () => new ConfigDumpCommand()),
        new("config-validate", ConfigValidateCommand.Summary, static () => new ConfigValidateCommand()),
        new("convert", ConvertCommand.Summary, static () => new ConvertCommand()),
        new("copy-repository", CopyRepositoryCommand.Summary, static () => new CopyRepositoryCommand()),
        new("create", CreateCommand.Summary, static () => new CreateCommand()),
        new("define-visits", DefineVisitsCommand.Summary, static () => new DefineVisitsCommand()),
        new("dump-skymap", DumpSkyMapCommand.Summary, static () => new DumpSkyMapCommand()),
        new("export", ExportCommand.Summary, static () => new ExportCommand()),
        new("export-calibs", ExportCalibsCommand.Summary, static () => new ExportCalibsCommand()),
        new("export-provenance", ExportProvenanceCommand.Summary, static () => new ExportProvenanceCommand()),
        new("import", ImportCommand.Summary, static () => new ImportCommand()),
        new("ingest-files", IngestFilesCommand.Summary, static () => new IngestFilesCommand()),
        new("ingest-graph", IngestGraphCommand.Summary, static () => new IngestGraphCommand()),
        new("ingest-raws", IngestRawsCommand.Summary, static () => new IngestRawsCommand()),
        new("ingest-zip", IngestZipCommand.Summary, static () => new IngestZipCommand()),
        new("insert-dimension-records", InsertDimensionRecordsCommand.Summary, static () => new InsertDimensionRecordsCommand()),
        new("instrument-from-files", InstrumentFromFilesCommand.Summary, static () => new InstrumentFromFilesCommand()),
        new("log", LogCommand.Summary, static () => new LogCommand()),
        new("make-discrete-skymap", MakeDiscreteSkyMapCommand.Summary, static () => new MakeDiscreteSkyMapCommand()),
        new("migrate", MigrateCommand.Summary, static () => new MigrateCommand()),
        new("provenance-report", ProvenanceReportCommand.Summary, static () => new ProvenanceReportCommand()),
        new("prune-datasets", PruneDatasetsCommand.Summary, static () => new PruneDatasetsCommand()),
        new("query-collections", QueryCollectionsCommand.Summary, static () => new QueryCollectionsCommand()),
        new("query-data-ids", QueryDataIdsCommand.Summary, static () => new QueryDataIdsCommand()),
        new("query-dataset-types", QueryDatasetTypesCommand.Summary, static () => new QueryDatasetTypesCommand()),
        new("query-datasets", QueryDatasetsCommand.Summary, static () => new QueryDatasetsCommand()),
        new("query-dimension-records", QueryDimensionRecordsCommand.Summary, static () => new QueryDimensionRecordsCommand()),
        new("query-messages", QueryMessagesCommand.Summary, static () => new QueryMessagesCommand()),
        new("query-provenance", QueryProvenanceCommand.Summary, static () => new QueryProvenanceCommand()),
        new("register-dataset-type", RegisterDatasetTypeCommand.Summary, static () => new RegisterDatasetTypeCommand()),
        new("register-dcr-subfilters", RegisterSubfiltersCommand.Summary, static () => new RegisterSubfiltersCommand()),
        new("register-instrument", RegisterInstrumentCommand.Summary, static () => new RegisterInstrumentCommand()),
        new("register-skymap", RegisterSkyMapCommand.Summary, static () => new RegisterSkyMapCommand()),
        new("remove-collections", RemoveCollectionsCommand.Summary, static () => new RemoveCollectionsCommand()),
        new("remove-dataset-type", RemoveDatasetTypeCommand.Summary, static () => new RemoveDatasetTypeCommand()),
        new("remove-runs", RemoveRunsCommand.Summary, static () => new RemoveRunsCommand()),
        new("retrieve-artifacts", RetrieveArtifactsCommand.Summary, static () => new RetrieveArtifactsCommand()),
        new("retrieve-artifacts-for-quanta", RetrieveForQuantaCommand.Summary, static () => new RetrieveForQuantaCommand()),
        new("show", ShowCommand.Summary, static () => new ShowCommand()),
        new("transfer-datasets", TransferDatasetsCommand.Summary, static () => new TransferDatasetsCommand()),
        new("transfer-from-graph", TransferFromGraphCommand.Summary, static () => new TransferFromGraphCommand()),
        new("undo", UndoCommand.Summary, static () => new UndoCommand()),
        new("update-exposures-from-raws", UpdateExposuresCommand.Summary, static () => new UpdateExposuresCommand()),
        new("verify", VerifyCommand.Summary, static () => new VerifyCommand()),
        new("view", ViewCommand.Summary, static () => new ViewCommand()),
        new("why", WhyCommand.Summary, static () => new WhyCommand()),
        new("write-curated-calibrations", WriteCuratedCommand.Summary, static () => new WriteCuratedCommand()),
        new("zip-from-graph", ZipFromGraphCommand.Summary, static () => new ZipFromGraphCommand()),
    ])
    {
        TakesPlugIns = true,
    };
}
