//! Hands the process to [`pir::cli::main`].

fn main() -> std::process::ExitCode {
    pir::cli::main()
}
