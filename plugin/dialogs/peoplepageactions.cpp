// SPDX-License-Identifier: GPL-2.0-or-later
// What can be done on a page of people: keys, buttons, menus, details.
#include "plugin/dialogs/peoplepage.h"

#include "core/people/membercsv.h"
#include "plugin/dialogs/peopledelegate.h"
#include "plugin/dialogs/peopleexport.h"
#include "plugin/dialogs/peoplefile.h"
#include "plugin/dialogs/peoplewords.h"
#include "ui_peoplepage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>

namespace syncline
{
  using namespace people;
  using Kind = PeopleDirectory::Kind;

  void PeoplePage::showButtons()
  {
    MerginDirectory *directory = mPresenter.directory();
    const bool mayChange = directory && directory->mayChange();
    const int selected = int( selectedKeys().size() );
    const QString why = !directory   ? tr( "Sign in first" )
                        : !mayChange ? mPresenter.readOnlySentence()
                                     : QString();
    const auto allow = [&why]( QWidget *widget, bool isOn, const QString &text )
    {
      widget->setEnabled( isOn );
      widget->setToolTip( isOn || why.isEmpty() ? text : why );
    };
    allow( mUi->mAddButton, mayChange, tr( "Invite people or add those of the workspace (Insert)" ) );
    allow( mUi->mImportButton, mayChange, tr( "Add or change many people from a list or a CSV file" ) );
    allow( mUi->mSetRoleButton, mayChange && selected > 0,
           selected > 0 ? tr( "Give the selected people another role" ) : tr( "Select people first" ) );
    allow( mUi->mRemoveButton, mayChange && selected > 0,
           selected > 0 ? tr( "Take access from the selected people (Del)" ) : tr( "Select people first" ) );
    allow( mUi->mExportButton, directory && mPresenter.model().total() > 0,
           tr( "Save these people and their roles as a CSV file" ) );
  }

  void PeoplePage::fillRoles()
  {
    MerginDirectory *directory = mPresenter.directory();
    const QStringList roles = directory->rolesToGive();
    const bool isOfWorkspace = mPresenter.kind() == Kind::Members;
    mDelegate->setRoles( roles, isOfWorkspace );
    mDelegate->setCommunity( mPresenter.isCommunity() );
    mDelegate->setOffersReset( isOfWorkspace );
    fillRoleMenu( roles );
    const QString shown = mUi->mRoleFilter->currentData().toString();
    mUi->mRoleFilter->clear();
    mUi->mRoleFilter->addItem( tr( "All" ), QString() );
    const QStringList all = isOfWorkspace ? workspaceRoleNames() : projectRoleNames();
    for ( const QString &wire : all )
      mUi->mRoleFilter->addItem( words::roleNameOfWire( wire ), wire );
    mUi->mRoleFilter->setCurrentIndex( qMax( 0, mUi->mRoleFilter->findData( shown ) ) );
  }

  void PeoplePage::fillRoleMenu( const QStringList &roles )
  {
    mRoleMenu->clear();
    mResetAction = nullptr;
    for ( const QString &wire : roles )
    {
      if ( wire == QLatin1String( "none" ) )
        continue;
      connect( mRoleMenu->addAction( words::roleNameOfWire( wire ) ), &QAction::triggered, this,
               [this, wire] { setRoleOfSelected( wire ); } );
    }
    if ( mPresenter.kind() != Kind::Members )
      return;
    mRoleMenu->addSeparator();
    mResetAction = mRoleMenu->addAction( tr( "Also Reset Roles Set on Projects" ) );
    mResetAction->setCheckable( true );
    mResetAction->setToolTip( tr( "With the next role chosen here, roles set on single projects go" ) );
  }

  void PeoplePage::fillRoleHelp()
  {
    QStringList lines;
    const auto line = [&lines]( const QString &role, const QString &help )
    {
      lines.append(
        QStringLiteral( "<p><b>%1</b><br>%2</p>" ).arg( role.toHtmlEscaped(), help.toHtmlEscaped() ) );
    };
    if ( mPresenter.kind() == Kind::Members )
    {
      for ( int i = int( WorkspaceRole::Guest ); i <= int( WorkspaceRole::Owner ); ++i )
        line( words::roleName( WorkspaceRole( i ) ), words::roleHelp( WorkspaceRole( i ) ) );
    }
    else
    {
      for ( int i = int( ProjectRole::Reader ); i <= int( ProjectRole::Owner ); ++i )
        line( words::roleName( ProjectRole( i ) ),
              words::roleHelp( ProjectRole( i ), mPresenter.isCommunity() ) );
    }
    mUi->mRoleHelp->setText( lines.join( QString() ) );
  }

  void PeoplePage::setRoleOfSelected( const QString &wire )
  {
    const QStringList keys = selectedKeys();
    // For this once: the next role that is chosen shall not take more than it says.
    const bool resets = mResetAction && mResetAction->isChecked();
    if ( resets )
      mResetAction->setChecked( false );
    if ( keys.size() == 1 )
      return mPresenter.changeRole( keys.first(), wire, resets );
    QList<PersonEntry> entries;
    for ( const QString &key : keys )
      entries.append( mPresenter.entryFor( *mPresenter.model().person( key ), wire ) );
    Intent intent;
    intent.onlyExisting = true;
    intent.resetsProjectRoles = resets;
    if ( !entries.isEmpty() )
      Q_EMIT bulkWanted( entries, intent );
  }

  void PeoplePage::removeSelected()
  {
    const QStringList keys = selectedKeys();
    if ( keys.isEmpty() || !mUi->mRemoveButton->isEnabled() )
      return;
    if ( keys.size() > 1 )
    {
      QList<PersonEntry> entries;
      for ( const QString &key : keys )
        entries.append( mPresenter.entryFor( *mPresenter.model().person( key ), QString() ) );
      Intent intent;
      intent.isRemoval = true;
      Q_EMIT bulkWanted( entries, intent );
      return;
    }
    const Person *person = mPresenter.model().person( keys.first() );
    if ( person && person->lock != Obstacle::None )
    {
      mUi->mNotice->say( Severity::Warning,
                         words::obstacleSentence( person->lock, person->userName, person->workspaceRole ) );
      return;
    }
    if ( person )
      askAboutRemoval( *person );
  }

  void PeoplePage::exportList()
  {
    QList<PersonEntry> entries;
    for ( const Person &person : mPresenter.model().people() )
    {
      PersonEntry entry;
      entry.email = person.email;
      entry.userName = person.userName;
      entry.project = mPresenter.place().project;
      entry.role = entry.project.isEmpty() ? toWire( person.workspaceRole ) : toWire( person.projectRole );
      if ( entry.project.isEmpty() || person.projectRole != ProjectRole::None )
        entries.append( entry );
    }
    const ErrorScene scene = mPresenter.scene();
    const QString name =
      QStringLiteral( "%1-people" ).arg( scene.project.isEmpty() ? scene.workspace : scene.project );
    PeopleExportChoices choices;
    choices.columns = { { nameOf( Column::Email ), tr( "E-Mail" ) },
                        { nameOf( Column::UserName ), tr( "User Name" ) },
                        { nameOf( Column::Role ), tr( "Role" ) } };
    if ( mPresenter.kind() == Kind::Collaborators )
      choices.columns.append( { nameOf( Column::Project ), tr( "Project" ) } );
    PeopleExportDialog::ask( this, choices, name,
                             [this, entries]( const QString &path, const PeopleExport &how )
                             {
                               const QList<Column> columns = columnsNamed( how.columns );
                               const Result<void> saved = writePeopleFile(
                                 path, how.isJson ? memberJson( entries, columns )
                                                  : memberCsv( entries, how.delimiter, columns ).toUtf8() );
                               mUi->mNotice->say( saved ? Severity::Done : Severity::Warning,
                                                  saved ? tr( "Saved as “%1”." ).arg( path )
                                                        : tr( "“%1” cannot be written." ).arg( path ) );
                             } );
  }

  void PeoplePage::editRole()
  {
    QTreeView *view = mUi->mPeopleView;
    const int row = view->currentIndex().row();
    const auto column = mPresenter.kind() == Kind::Members ? PeopleModel::Column::WorkspaceRole
                                                           : PeopleModel::Column::ProjectRole;
    const QModelIndex index = mPresenter.model().index( row, mPresenter.model().columnOf( column ) );
    if ( index.isValid() && ( index.flags() & Qt::ItemIsEditable ) )
    {
      view->setCurrentIndex( index );
      view->edit( index );
      return;
    }
    const QString lock = index.data( PeopleModel::LockRole ).toString();
    if ( !lock.isEmpty() )
      mUi->mNotice->say( Severity::Info, lock );
  }

  void PeoplePage::copyRows()
  {
    QStringList lines;
    const QModelIndexList rows = mUi->mPeopleView->selectionModel()->selectedRows();
    for ( const QModelIndex &row : rows )
    {
      QStringList cells;
      for ( int column = 0; column < mPresenter.model().columnCount(); ++column )
        cells.append( row.sibling( row.row(), column ).data().toString() );
      lines.append( cells.join( QLatin1Char( '\t' ) ) );
    }
    QGuiApplication::clipboard()->setText( lines.join( QLatin1Char( '\n' ) ) );
  }

  void PeoplePage::showRowMenu( const QPoint &position )
  {
    const QModelIndex current = mUi->mPeopleView->currentIndex();
    const Person *person = mPresenter.model().personAt( current.row() );
    if ( !person )
      return;
    auto *menu = new QMenu( this );
    menu->setAttribute( Qt::WA_DeleteOnClose );
    QAction *edit = menu->addAction( tr( "Set Role…" ) );
    edit->setShortcut( Qt::Key_F2 );
    edit->setEnabled( mUi->mSetRoleButton->isEnabled() );
    connect( edit, &QAction::triggered, this, &PeoplePage::editRole );
    if ( mPresenter.kind() == Kind::Members )
    {
      QAction *invite = menu->addAction( tr( "Invite…" ) );
      invite->setShortcut( Qt::Key_Insert );
      invite->setEnabled( mUi->mAddButton->isEnabled() );
      connect( invite, &QAction::triggered, this, &PeoplePage::addWanted );
    }
    connect( menu->addAction( tr( "Details…" ) ), &QAction::triggered, this,
             [this, key = person->key] { Q_EMIT detailsWanted( key ); } );
    if ( mPresenter.directory() && mPresenter.directory()->mayChange() )
      connect( menu->addAction( tr( "Show in Matrix" ) ), &QAction::triggered, this,
               [this, name = person->userName] { Q_EMIT matrixWanted( name ); } );
    connect( menu->addAction( tr( "Copy E-Mail" ) ), &QAction::triggered, this,
             [email = person->email] { QGuiApplication::clipboard()->setText( email ); } );
    menu->addSeparator();
    QAction *remove = menu->addAction( tr( "Remove…" ) );
    remove->setEnabled( mUi->mRemoveButton->isEnabled() );
    connect( remove, &QAction::triggered, this, &PeoplePage::removeSelected );
    menu->popup( mUi->mPeopleView->viewport()->mapToGlobal( position ) );
  }

  void PeoplePage::keyPressEvent( QKeyEvent *event )
  {
    if ( event->key() == Qt::Key_F5 )
      return mPresenter.reload();
    if ( event->matches( QKeySequence::Find ) )
      return focusFilter();
    if ( event->matches( QKeySequence::Undo ) )
      return mPresenter.undo();
    if ( event->key() == Qt::Key_Insert && mUi->mAddButton->isEnabled() )
    {
      Q_EMIT addWanted();
      return;
    }
    QWidget::keyPressEvent( event );
  }

  bool PeoplePage::eventFilter( QObject *watched, QEvent *event )
  {
    const auto *key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent *>( event ) : nullptr;
    if ( !key )
      return QWidget::eventFilter( watched, event );
    if ( watched == mUi->mFilterEdit && key->key() == Qt::Key_Down )
    {
      mUi->mPeopleView->setFocus();
      return true;
    }
    if ( watched != mUi->mPeopleView )
      return QWidget::eventFilter( watched, event );
    if ( key->key() == Qt::Key_F2 || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter ||
         key->key() == Qt::Key_Space )
    {
      editRole();
      return true;
    }
    if ( key->key() == Qt::Key_Delete )
    {
      removeSelected();
      return true;
    }
    if ( key->matches( QKeySequence::Copy ) )
    {
      copyRows();
      return true;
    }
    return QWidget::eventFilter( watched, event );
  }
} // namespace syncline
